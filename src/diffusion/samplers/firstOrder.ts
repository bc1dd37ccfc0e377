import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';

/**
 * Moves x from one level to a lower one along the straight line to `denoised`: keeps the noise that x holds and scales
 * it to the new level. The same update is DDIM with eta 0 (arXiv 2010.02502, eq. 12), k-diffusion's Euler step and
 * DPM-Solver++ of first order (arXiv 2211.01095, eq. 9), written in variance-preserving coordinates.
 */
export function firstOrderStep(x: Tensor, denoised: Tensor, from: NoiseLevel, to: NoiseLevel): Tensor {
  const kept = noiseRate(to) / noiseRate(from);
  return weightedSum([
    [kept, x],
    [to.signal - kept * from.signal, denoised],
  ]);
}
