import type { Denoiser, LoadedModel } from '../../src/diffusion/model.ts';
import { sample } from '../../src/diffusion/sample.ts';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { neverCancelled } from '../../src/diffusion/testing/recordedNetwork.ts';

/** @returns what computes the first of 20 guided steps by Euler over a picture of a size; by another denoiser of the same model where one is given. */
export async function guidedStep(
  { denoiser: own, textEncoder, vae }: LoadedModel,
  size: number,
): Promise<(denoiser?: Denoiser) => Promise<unknown>> {
  const cells = size / vae.space.downscale;
  const x = initialNoise(1, [1, vae.space.channels, cells, cells]);
  const sampler = samplerById('euler');
  const schedule = sampler.schedule(own.training.forSize([cells, cells]), { steps: 20 });
  const guidance = { positive: await textEncoder.encode('a house'), negative: await textEncoder.encode(''), scale: 7 };
  const noise = () => x;
  return (denoiser = own) =>
    sample({ denoiser, sampler, schedule, x, last: 1, guidance, noise, signal: neverCancelled });
}
