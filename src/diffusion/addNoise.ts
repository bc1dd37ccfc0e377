import type { Tensor } from '../tensor/tensor.ts';
import { weightedSum } from '../tensor/weightedSum.ts';
import { CLEAN, describeLevel, type NoiseLevel, noiseRate } from './noiseLevel.ts';

/**
 * Brings latents [B, C, h, w] up to a noisier level with N(0, I) `noise` of the same shape: from clean latents
 * signal * x0 + noiseRate * n (arXiv 2006.11239, eq. 4), from noised ones just what is missing.
 * @throws RangeError when `to` is less noisy than `from`.
 */
export function addNoise(latents: Tensor, noise: Tensor, to: NoiseLevel, from: NoiseLevel = CLEAN): Tensor {
  if (to.sigma < from.sigma) {
    throw new RangeError(
      `adding noise cannot bring latents from ${describeLevel(from)} down to ${describeLevel(to)}: denoise`,
    );
  }
  if (to.sigma === from.sigma) return latents;
  const kept = to.signal / from.signal;
  const missing = Math.sqrt(Math.max(noiseRate(to) ** 2 - (kept * noiseRate(from)) ** 2, 0));
  return weightedSum([
    [kept, latents],
    [missing, noise],
  ]);
}
