import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { problemFrom } from '../../../graph/problem.ts';
import type { FoundPart, PartKind } from '../../../protocol/types.ts';
import { weightsOfPart } from '../../checkpoints/folders/weightsOfPart.ts';
import { readWeights } from '../../checkpoints/safetensors/readWeights.ts';
import { clipNames } from '../../checkpoints/singleFile/checkWantedPart.ts';
import { componentsOf } from '../../checkpoints/singleFile/components.ts';
import type { FoundNetwork, NetworkKind } from '../../checkpoints/singleFile/networkLayouts.ts';
import { networksIn } from '../../checkpoints/singleFile/networksIn.ts';
import { noDenoiser, partNames } from '../../checkpoints/singleFile/otherFiles.ts';
import { readCheckpoint } from '../../checkpoints/singleFile/readCheckpoint.ts';
import type { WeightTable } from '../../checkpoints/weights.ts';

const kinds: Readonly<Record<NetworkKind, PartKind>> = {
  unet: 'denoiser',
  sd3: 'denoiser',
  flux: 'denoiser',
  vae: 'vae',
  clip: 'text_encoder',
  t5: 'text_encoder',
};

/** What a file or folder in a folder of parts is; one that cannot be used with the reason. */
export async function describePart(name: string, path: string, kind: PartKind): Promise<FoundPart> {
  const bytes = await bytesOf(path);
  try {
    const found = networksIn(await tensorsOf(path));
    const own = found.find((network) => kinds[network.kind] === kind);
    if (!own) throw noDenoiser(path, componentsOf(await tensorsOf(path)));
    return { name, path, kind, title: await titleOf(own, path), bytes };
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { name, path, kind, title: '', bytes, fault: `${message} ${remedy}` };
  }
}

/**
 * What a checkpoint among the models is that holds only a part of one.
 * @returns undefined for models, whole or not, and for files that are neither.
 */
export async function partAmongModels(name: string, file: string): Promise<FoundPart | undefined> {
  try {
    const found = networksIn((await readWeights(file)).tensors);
    const [first] = found;
    if (!first || new Set(found.map((network) => kinds[network.kind])).size > 1) return undefined;
    const kind = kinds[first.kind];
    if (kind === 'denoiser' && (await readCheckpoint(file)).missing.length === 0) return undefined;
    return { name, path: file, kind, title: await titleOf(first, file), bytes: await bytesOf(file) };
  } catch {
    return undefined;
  }
}

async function tensorsOf(path: string): Promise<WeightTable> {
  const isFolder = (await stat(path)).isDirectory();
  return isFolder ? ((await weightsOfPart(path))?.tensors ?? new Map()) : (await readWeights(path)).tensors;
}

/** "VAE, 16 channels", "CLIP-L", "T5", "FLUX" */
async function titleOf({ kind, tensors }: FoundNetwork, path: string): Promise<string> {
  if (kind === 'vae') return `VAE, ${tensors.get('decoder.conv_in.weight')?.shape[1]} channels`;
  if (kind === 't5') return 'T5';
  if (kind === 'clip') {
    const width = tensors.get('text_model.embeddings.token_embedding.weight')?.shape[1] ?? 0;
    return clipNames[width] ?? `CLIP, ${width} wide`;
  }
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
