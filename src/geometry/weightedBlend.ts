import { GeometryError } from './geometryError.ts';
import { blendRows } from './rows.ts';
import type { Vector } from './vector.ts';

export interface Blend {
  readonly point: Float32Array;
  /** The weights that were used; they sum to 1. */
  readonly shares: readonly number[];
  /** Whether the given weights had to be divided by their sum. */
  readonly normalised: boolean;
}

/**
 * sum w_i z_i / sum w_i: a point again, since the weights then sum to 1. Negative weights lead away from a point.
 * @throws GeometryError `weights` when their number is wrong, one is not finite, or they sum to zero; `length`.
 */
export function weightedBlend(points: readonly Vector[], weights: readonly number[], out?: Float32Array): Blend {
  const total = finiteSum(weights, points.length);
  const size = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  if (!(Math.abs(total) > 1e-12 * size)) {
    throw new GeometryError('weights', 'the weights sum to zero, which makes a direction and not a point');
  }
  const normalised = Math.abs(total - 1) > 1e-9;
  const shares = normalised ? weights.map((weight) => weight / total) : weights;
  return { point: blendRows(points, shares, points[0]?.length ?? 0, out), shares, normalised };
}

/**
 * Linear combination of N(mean, I) points that is N(mean, I) again: (1 - a / sqrt(b)) mean + sum w_i z_i / sqrt(b), with
 * a = sum w_i and b = sum w_i² (Bodin et al. 2024, "Linear combinations of latents in generative models", arXiv
 * 2408.08558, equation for LOL with the identity as covariance).
 * @throws GeometryError `weights` when their number is wrong, one is not finite, or all are zero; `length`.
 */
export function latentOptimalBlend(
  points: readonly Vector[],
  weights: readonly number[],
  mean: Vector,
  out?: Float32Array,
): Float32Array {
  const total = finiteSum(weights, points.length);
  const root = Math.hypot(...weights);
  if (root === 0) throw new GeometryError('weights', 'all weights are zero');
  const shares = [...weights.map((weight) => weight / root), 1 - total / root];
  return blendRows([...points, mean], shares, mean.length, out);
}

function finiteSum(weights: readonly number[], count: number): number {
  if (weights.length !== count) {
    throw new GeometryError('weights', `there are ${weights.length} weights for ${count} points`);
  }
  const wrong = weights.find((weight) => !Number.isFinite(weight));
  if (wrong !== undefined) throw new GeometryError('weights', `${wrong} is not a valid weight`);
  return weights.reduce((sum, weight) => sum + weight, 0);
}
