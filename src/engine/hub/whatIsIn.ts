import type { DownloadKind } from '../../protocol/downloads.ts';
import { titleOfEmbedding } from '../checkpoints/embeddings/embeddingTitle.ts';
import { readScales } from '../checkpoints/safetensors/readScales.ts';
import type { StoredWeights } from '../checkpoints/safetensors/readWeights.ts';
import { roleOfNetwork, titleOfNetwork } from '../checkpoints/singleFile/networkRoles.ts';
import { networksIn } from '../checkpoints/singleFile/networksIn.ts';
import { addsToModel, refuseOthers } from '../checkpoints/singleFile/otherFiles.ts';
import { checkpointOf } from '../checkpoints/singleFile/readCheckpoint.ts';

/** What a file of a repository is, and so which folder it goes to. */
export interface FoundFile {
  readonly kind: DownloadKind;
  readonly title: string;
}

/**
 * Tells by its header what a .safetensors file is: a model, a network, VAE or text encoder alone, a LoRA, or an embedding.
 * @throws ArcspaceError for what is none of these, saying what it is.
 */
export function whatIsIn(file: string, weights: StoredWeights): FoundFile {
  const { tensors, metadata } = weights;
  if (addsToModel(tensors.keys())) return { kind: 'lora', title: loraTitle(metadata) };
  const networks = networksIn(readScales(file, tensors));
  const [first] = networks;
  const embedding = first ? undefined : titleOfEmbedding(tensors);
  if (embedding !== undefined) return { kind: 'embedding', title: embedding };
  refuseOthers(file, tensors);
  const [role, ...others] = new Set(networks.map(({ kind }) => roleOfNetwork[kind]));
  const title = first && titleOfNetwork(first);
  if (role && others.length === 0 && title !== undefined) return { kind: role, title };
  const checkpoint = checkpointOf(file, weights);
  return { kind: checkpoint.missing.length > 0 ? 'denoiser' : 'model', title: checkpoint.title };
}

/** What trainers write about the model that a LoRA was made for. */
function loraTitle(metadata: StoredWeights['metadata']): string {
  const base = metadata['modelspec.architecture'] ?? metadata.ss_base_model_version;
  return base ? `LoRA for ${base.replace(/\/lora$/, '')}` : 'LoRA';
}
