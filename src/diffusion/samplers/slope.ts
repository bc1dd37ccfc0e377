import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { outputFrom } from '../prediction.ts';

type Kind = NoiseSchedule['kind'];

/**
 * Where the probability flow leads at a point x [B, C, h, w] of which the clean latents are known: the noise n = d(x / signal) /
 * d sigma for tables of noise (Karras et al., arXiv 2206.00364, eq. 3), n - x0 = dx / dt for flow matching. Methods of higher
 * order combine slopes of several points. Not defined at a clean level.
 */
export function slopeAt(x: Tensor, denoised: Tensor, level: NoiseLevel, kind: Kind): Tensor {
  return outputFrom(denoised, x, level, kind === 'flow' ? 'flow_prediction' : 'epsilon');
}

/** Moves x along a slope, from one level to another: with the slope at x itself this is Euler's step. */
export function slopeStep(x: Tensor, slope: Tensor, from: NoiseLevel, to: NoiseLevel, kind: Kind): Tensor {
  if (kind === 'flow') {
    return weightedSum([
      [1, x],
      [noiseRate(to) - noiseRate(from), slope],
    ]);
  }
  return weightedSum([
    [to.signal / from.signal, x],
    [to.signal * (to.sigma - from.sigma), slope],
  ]);
}
