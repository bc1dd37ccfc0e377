import type { LoadedModel } from '../../diffusion/model.ts';
import { ddim } from '../../diffusion/samplers/ddim.ts';
import { levelBefore } from '../../diffusion/schedule.ts';
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
  const schedule = ddim.schedule(denoiser.training, { steps: 1, spacing: 'trailing' });
  const timestep = schedule.steps[0]?.timestep ?? 0;
  await denoiser.denoise(latents, levelBefore(schedule, 0), timestep, { positive, scale: 1 }, never);
  await vae.decode(latents, never);
}
