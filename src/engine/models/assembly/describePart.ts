import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PartKind } from '../../../graph/models/knownModel.ts';
import { problemFrom } from '../../../graph/problem.ts';
import type { FoundPart, PartRole } from '../../../protocol/types.ts';
import { embeddingTitle } from '../../checkpoints/embeddings/embeddingTitle.ts';
import { weightsOfPart } from '../../checkpoints/folders/weightsOfPart.ts';
import { loraTitle } from '../../checkpoints/loras/loraTitle.ts';
import { readWeights } from '../../checkpoints/safetensors/readWeights.ts';
import { componentsOf } from '../../checkpoints/singleFile/components.ts';
import type { FoundNetwork } from '../../checkpoints/singleFile/networkLayouts.ts';
import { roleOfNetwork, titleOfNetwork } from '../../checkpoints/singleFile/networkRoles.ts';
import { networksIn } from '../../checkpoints/singleFile/networksIn.ts';
import { noDenoiser, partNames } from '../../checkpoints/singleFile/otherFiles.ts';
import { readCheckpoint } from '../../checkpoints/singleFile/readCheckpoint.ts';
import type { WeightTable } from '../../checkpoints/weights.ts';
import { clipFamilyOf } from '../families/clips/index.ts';
import { exportedNetwork } from '../layouts/partFolder.ts';
import { readOptionalJson } from '../readJson.ts';

/** What a file or folder in a folder of parts is; one that cannot be used with the reason. */
export async function describePart(name: string, path: string, role: PartRole): Promise<FoundPart> {
  const bytes = await bytesOf(path);
  try {
    return { name, path, role, title: await describedAs[role](path), bytes };
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { name, path, role, title: '', bytes, fault: message, remedy };
  }
}

/** What a file or folder is as a part of some role. @throws ArcspaceError for one that is none. */
const describedAs: Readonly<Record<PartRole, (path: string) => Promise<string>>> = {
  denoiser: (path) => networkTitle(path, 'denoiser'),
  vae: async (path) => (await exportedTitle(path)) ?? networkTitle(path, 'vae'),
  text_encoder: (path) => networkTitle(path, 'text_encoder'),
  lora: loraTitle,
  embedding: embeddingTitle,
};

/** Of a VAE that was exported, which has no weights of its own; undefined for any other. */
async function exportedTitle(path: string): Promise<string | undefined> {
  const folder = join(path, 'vae_decoder');
  const decoder = await exportedNetwork(folder);
  if (!decoder) return undefined;
  const config = (await readOptionalJson(join(folder, 'config.json'), z.looseObject({}))) ?? {};
  const family = clipFamilyOf(config);
  const what = family ? `VAE for clips (${family.title})` : 'VAE';
  const channels = [...(await decoder.signature()).inputs.values()][0]?.shape[1];
  return typeof channels === 'number' ? `${what}, ${channels} channels` : what;
}

async function networkTitle(path: string, kind: PartKind): Promise<string> {
  const tensors = await tensorsOf(path);
  const own = networksIn(tensors).find((network) => roleOfNetwork[network.kind] === kind);
  if (!own) throw noDenoiser(path, componentsOf(tensors));
  return titleOf(own, path);
}

/**
 * What a checkpoint among the models is that holds only a part of one.
 * @returns undefined for models, whole or not, and for files that are neither.
 */
export async function partAmongModels(name: string, file: string): Promise<FoundPart | undefined> {
  try {
    const found = networksIn((await readWeights(file)).tensors);
    const [first] = found;
    if (!first || new Set(found.map((network) => roleOfNetwork[network.kind])).size > 1) return undefined;
    const role = roleOfNetwork[first.kind];
    if (role === 'denoiser' && (await readCheckpoint(file)).missing.length === 0) return undefined;
    return { name, path: file, role, title: await titleOf(first, file), bytes: await bytesOf(file) };
  } catch {
    return undefined;
  }
}

async function tensorsOf(path: string): Promise<WeightTable> {
  const isFolder = (await stat(path)).isDirectory();
  return isFolder ? ((await weightsOfPart(path))?.tensors ?? new Map()) : (await readWeights(path)).tensors;
}

/** "VAE, 16 channels", "FLUX, transformer" */
async function titleOf(network: FoundNetwork, path: string): Promise<string> {
  const own = titleOfNetwork(network);
  if (own !== undefined) return own;
  const { kind } = network;
  const what = kind === 'unet' ? 'UNet' : 'transformer';
  return readCheckpoint(path).then(
    ({ title }) => `${title}, ${what}`,
    () => partNames[kind],
  );
}

async function bytesOf(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isDirectory()) return stats?.size ?? 0;
  const sizes = (await readdir(path)).map((name) => bytesOf(join(path, name)));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
