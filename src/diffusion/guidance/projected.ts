import { dot, norm } from '../../tensor/reduce.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { Predictions } from './classifierFree.ts';
import type { Projection } from './style.ts';

export interface Projected {
  readonly denoised: Tensor;
  /** [1, C, h, w], for the next step. */
  readonly difference: Tensor;
}

/**
 * Adaptive projected guidance of one item [1, C, h, w] (Sadat et al., arXiv 2410.02416, algorithm 1), on denoised latents:
 * cond + (scale - 1) (orthogonal + eta parallel), the two parts those of the running difference cond - uncond, cut to the
 * norm r, across and along cond. With eta 1, no limit and no momentum it is classifier-free guidance.
 */
export function projectedGuidance(
  predictions: Predictions,
  scale: number,
  { parallel, limit, momentum }: Projection,
  before?: Tensor,
): Projected {
  const { unconditional, conditional } = predictions;
  const difference = weightedSum([
    [1, conditional],
    [-1, unconditional],
    ...(before ? [[momentum, before] as const] : []),
  ]);
  const length = norm(difference.data);
  const shrink = limit > 0 && length > limit ? limit / length : 1;
  const along = dot(difference.data, conditional.data) / (dot(conditional.data, conditional.data) || 1);
  const denoised = weightedSum([
    [1 + (scale - 1) * shrink * (parallel - 1) * along, conditional],
    [(scale - 1) * shrink, difference],
  ]);
  return { denoised, difference };
}
