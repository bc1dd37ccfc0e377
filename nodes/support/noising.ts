import { describeLevel, type NoiseLevel, noiseRate } from '../../src/diffusion/noiseLevel.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';

/**
 * Raises a point [1, C, h, w] to a noisier level: signal' / signal * x + sqrt(rate'² - (signal' rate / signal)²) * noise.
 * From clean latents that is signal' x + rate' noise (Ho et al. 2020, arXiv 2006.11239, eq. 4).
 * @throws ArcspaceError when the point is noisier than that already.
 */
export function noisedItem(item: Tensor, noise: Tensor, from: NoiseLevel, to: NoiseLevel): Tensor {
  const keep = from.signal === 0 ? Number.POSITIVE_INFINITY : to.signal / from.signal;
  const added = noiseRate(to) ** 2 - (keep * noiseRate(from)) ** 2;
  if (!(keep <= 1 && added >= -1e-9)) throw tooNoisy(from, to);
  return weightedSum([
    [keep, item],
    [Math.sqrt(Math.max(added, 0)), noise],
  ]);
}

function tooNoisy(from: NoiseLevel, to: NoiseLevel): ArcspaceError {
  return new ArcspaceError(
    'too-noisy',
    `The latents are ${describeLevel(from)} already, noisier than the ${describeLevel(to)} asked for.`,
    'Choose a noisier level, or denoise them first.',
    { port: 'latents' },
  );
}
