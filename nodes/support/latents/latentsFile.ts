import type { Vae } from '../../../src/diffusion/model.ts';
import type { NoiseLevel } from '../../../src/diffusion/noiseLevel.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { serializeSafetensors } from '../../../src/tensor/safetensors.ts';
import type { Work } from '../../../src/tensor/work.ts';
import { isComfyuiLatents, latentsFromComfyui } from './comfyuiLatents.ts';
import {
  actOnFrom,
  actOnMetadata,
  type Broken,
  parsedFile,
  pointsIn,
  spaceFrom,
  spaceMetadata,
} from './spaceMetadata.ts';

const tensorName = 'latents';

/** Latents as a .safetensors file whose metadata holds their space and noise level, so that reading them is exact. */
export function latentsToBytes(latents: Latents): Work<Uint8Array> {
  const { tensor, level, space } = latents;
  return serializeSafetensors(new Map([[tensorName, tensor]]), {
    format: 'arcspace-latents',
    version: '1',
    ...spaceMetadata(space),
    ...actOnMetadata(latents),
    'level.sigma': String(level.sigma),
    'level.signal': String(level.signal),
  });
}

/**
 * Latents of our own, or of ComfyUI with the VAE that they belong to.
 * @throws ArcspaceError when the file is broken or it is not said which space its latents live in.
 */
export function* latentsFromBytes(bytes: Uint8Array, path: string, vae?: Vae): Work<Latents> {
  const broken: Broken = (why) => notLatents(path, why);
  const file = yield* parsedFile(bytes, broken);
  if (isComfyuiLatents(file)) return latentsFromComfyui(file, vae, broken);
  const { tensors, metadata } = file;
  const tensor = pointsIn(tensors, tensorName, broken);
  const space = spaceFrom(metadata, 'latents', broken);
  if (tensor.shape[1] !== space.channels) {
    throw broken(`its tensor has ${tensor.shape[1]} channels where its space has ${space.channels}`);
  }
  return { tensor, level: levelOf(metadata, broken), space, ...actOnFrom(metadata, broken) };
}

function levelOf(metadata: Readonly<Record<string, string>>, broken: Broken): NoiseLevel {
  const sigma = Number(metadata['level.sigma'] ?? Number.NaN);
  const signal = Number(metadata['level.signal'] ?? Number.NaN);
  if (sigma >= 0 && signal >= 0 && signal <= 1) return { sigma, signal };
  throw broken('it does not say at which noise level its latents are');
}

function notLatents(path: string, why: string): ArcspaceError {
  return new ArcspaceError(
    'invalid-latents',
    `"${path}" contains no usable latents: ${why}.`,
    'Choose a file that a Save latents node wrote, or a .latent file of ComfyUI.',
    { file: path, port: 'path' },
  );
}
