import { batchItems, map, stack, type Tensor } from '../tensor/tensor.ts';
import type { PerChannel, Posterior, Vae } from './model.ts';
import { initialNoise } from './stepNoise.ts';

type Scaling = Pick<Vae, 'scale' | 'shift'>;

/** `mean` takes the middle of the posterior; `sample` draws from it with a seed. */
export type PosteriorChoice = { readonly mode: 'mean' } | { readonly mode: 'sample'; readonly seed: number };

/** Log-variances beyond this are a network's overflow, not an opinion (diffusers' DiagonalGaussianDistribution). */
export function clampedLogVariance(logVariance: number): number {
  return Math.min(Math.max(logVariance, -30), 20);
}

/**
 * Latents [B, C, h, w] in the model's scale, (z - shift) * scale, from what a VAE encoder said. A draw is the first of its
 * seed, for every batch item the same. An encoder that only gives drawn samples has no mean: `mean` takes its sample.
 * @throws Error for a seeded draw from such an encoder.
 */
export function latentsOf(posterior: Posterior, scaling: Scaling, choice: PosteriorChoice): Tensor {
  if (choice.mode === 'mean')
    return scaledLatents(posterior.kind === 'moments' ? posterior.mean : posterior.sample, scaling);
  if (posterior.kind === 'sample') {
    throw new Error(
      'this VAE draws its own sample, which no seed can steer: choose mean, or export the encoder with moments',
    );
  }
  return scaledLatents(drawn(posterior.mean, posterior.logVariance, choice.seed), scaling);
}

/** The inverse of the scaling, for the decoder: latents / scale + shift. */
export function decoderInput(latents: Tensor, { scale, shift }: Scaling): Tensor {
  return mapChannels(latents, (value, channel) => value / of(scale, channel) + of(shift, channel));
}

/** Latents [B, C, h, w] in the model's scale: (z - shift) * scale. */
export function scaledLatents(z: Tensor, { scale, shift }: Scaling): Tensor {
  return mapChannels(z, (value, channel) => (value - of(shift, channel)) * of(scale, channel));
}

function of(numbers: PerChannel, channel: number): number {
  return typeof numbers === 'number' ? numbers : (numbers[channel] as number);
}

function mapChannels(latents: Tensor, change: (value: number, channel: number) => number): Tensor {
  const [, channels = 1, ...cells] = latents.shape;
  const size = cells.reduce((product, length) => product * length, 1);
  return map(latents, (value, index) => change(value, Math.floor(index / size) % channels));
}

function drawn(mean: Tensor, logVariance: Tensor, seed: number): Tensor {
  const spreads = batchItems(logVariance);
  return stack(
    batchItems(mean).map((item, index) => {
      const noise = initialNoise(seed, item.shape).data;
      const spread = (spreads[index] as Tensor).data;
      return map(item, (middle, i) => {
        const deviation = Math.exp(clampedLogVariance(spread[i] as number) / 2);
        return middle + deviation * (noise[i] as number);
      });
    }),
  );
}
