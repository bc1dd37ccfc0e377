import { addNoise } from '../../../src/diffusion/addNoise.ts';
import { describeLevel, type NoiseLevel } from '../../../src/diffusion/noiseLevel.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

/**
 * Raises a point [1, C, h, w] to a noisier level by `addNoise`.
 * @throws ArcspaceError when the point is noisier than that already.
 */
export function noisedItem(item: Tensor, noise: Tensor, from: NoiseLevel, to: NoiseLevel): Tensor {
  if (from.signal === 0 || to.sigma < from.sigma) throw tooNoisy(from, to);
  return addNoise(item, noise, to, from);
}

function tooNoisy(from: NoiseLevel, to: NoiseLevel): ArcspaceError {
  return new ArcspaceError(
    'too-noisy',
    `The latents are ${describeLevel(from)} already, noisier than the ${describeLevel(to)} asked for.`,
    'Choose a noisier level, or denoise them first.',
    { port: 'latents' },
  );
}
