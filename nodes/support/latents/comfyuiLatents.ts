import type { Vae } from '../../../src/diffusion/model.ts';
import { CLEAN, isClean } from '../../../src/diffusion/noiseLevel.ts';
import { decoderInput, scaledLatents } from '../../../src/diffusion/vaeLatents.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import { type SafetensorsFile, serializeSafetensors } from '../../../src/tensor/safetensors.ts';
import { floats, map } from '../../../src/tensor/tensor.ts';
import type { Work } from '../../../src/tensor/work.ts';
import { requireSameSpace } from './compatibility.ts';
import { type Broken, pointsIn } from './spaceMetadata.ts';

const TENSOR = 'latent_tensor';
/** Its presence says that values are unscaled; before, they were multiplied by Stable Diffusion's scale. */
const VERSION = 'latent_format_version_0';
const FORMER_SCALE = 0.18215;

/** Whether a file of tensors is one that ComfyUI's Save Latent wrote. */
export function isComfyuiLatents({ tensors }: SafetensorsFile): boolean {
  return tensors.has(TENSOR);
}

/**
 * Latents of ComfyUI, which do not say what they belong to: that is for the VAE to say.
 * @throws ArcspaceError without a VAE, or where its latents have other channels.
 */
export function latentsFromComfyui(
  { tensors }: SafetensorsFile,
  vae: Pick<Vae, 'space' | 'scale' | 'shift'> | undefined,
  broken: Broken,
): Latents {
  if (!vae) throw noVae();
  const stored = pointsIn(tensors, TENSOR, broken);
  if (stored.shape[1] !== vae.space.channels) {
    throw broken(
      `its tensor has ${stored.shape[1]} channels, and latents of ${vae.space.name} have ${vae.space.channels}`,
    );
  }
  const unscaled = tensors.has(VERSION) ? stored : map(stored, (value) => value / FORMER_SCALE);
  return { tensor: scaledLatents(unscaled, vae), level: CLEAN, space: vae.space };
}

/**
 * Clean latents as a .latent file of ComfyUI: unscaled, and without saying what they belong to.
 * @throws ArcspaceError without a VAE, or for latents that carry noise.
 */
export function comfyuiLatentBytes(latents: Latents, vae: Vae | undefined): Work<Uint8Array> {
  if (!vae) throw noVae();
  requireSameSpace('vae', vae, 'latents', latents);
  if (!isClean(latents.level)) throw stillNoisy();
  const tensors = new Map([
    [TENSOR, decoderInput(latents.tensor, vae)],
    [VERSION, { data: floats(0), shape: [0] }],
  ]);
  return serializeSafetensors(tensors);
}

function noVae(): ArcspaceError {
  return new ArcspaceError(
    'missing-input',
    'A .latent file of ComfyUI does not say which VAE its latents belong to.',
    'Connect the VAE of Load model to "vae".',
    { port: 'vae' },
  );
}

function stillNoisy(): ArcspaceError {
  return new ArcspaceError(
    'not-clean',
    'These latents still carry noise, which a .latent file of ComfyUI does not say.',
    'Denoise them first, or choose the format of Arcspace.',
    { port: 'latents' },
  );
}
