import type { LoadedModel } from '../../diffusion/model.ts';
import { zeros } from '../../tensor/tensor.ts';

const never = { aborted: false, throwIfAborted: () => undefined };

/**
 * Runs every network of a model once, at its own size: that proves more than the look of its files.
 * @throws ArcspaceError naming the network that does not run.
 */
export async function tryModel({ denoiser, vae, textEncoder }: LoadedModel): Promise<void> {
  const [height, width] = denoiser.nativeSize;
  const latents = zeros([1, denoiser.space.channels, height, width]);
  const positive = await textEncoder.encode('');
  const { noisiest, timestepAt } = denoiser.training.forSize(denoiser.nativeSize);
  const mask = zeros([1, 1, height, width]);
  const told = denoiser.inpainting?.tell({ mask, masked: latents }) ?? denoiser;
  await told.denoise(latents, noisiest, timestepAt(noisiest), { positive, scale: 1 }, never);
  await vae.decode(latents, never);
}
