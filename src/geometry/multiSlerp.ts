import { GeometryError } from './geometryError.ts';
import { karcherMean } from './karcherMean.ts';
import { slerpUnit } from './slerp.ts';
import { polar, scale, type Vector } from './vector.ts';

export const multiSlerpModes = ['mean', 'iterative'] as const;
export type MultiSlerpMode = (typeof multiSlerpModes)[number];

/**
 * Blends N points by weight: the direction on the sphere, the radius as the weighted mean of the norms.
 * `mean` is the Karcher mean and does not depend on the order; `iterative` turns towards one point after the other by
 * w_i / (w_0 + ... + w_i), which does: four orthogonal points of equal weight end up .566, .566, .462 and .383.
 * @param weights as many as points, not negative, not all zero; they are divided by their sum.
 * @throws GeometryError `weights`, `zero-vector`, `not-converged`, or `antipodal` in iterative mode.
 */
export function multiSlerp(
  points: readonly Vector[],
  weights: readonly number[],
  mode: MultiSlerpMode = 'mean',
): Float32Array {
  const shares = normaliseWeights(weights, points.length);
  const polars = points.map((point, index) => polar(point, `point ${index + 1}`));
  const used = polars
    .map(({ unit, radius }, index) => ({ unit, radius, share: shares[index] ?? 0 }))
    .filter(({ share }) => share > 0);
  const radius = used.reduce((sum, point) => sum + point.share * point.radius, 0);
  const units = used.map(({ unit }) => unit);
  const usedShares = used.map(({ share }) => share);
  const direction = mode === 'mean' ? karcherMean(units, usedShares) : turnOneByOne(units, usedShares);
  return Float32Array.from(scale(direction, radius));
}

/**
 * Weights divided by their sum.
 * @throws GeometryError `weights` when their number is wrong, one is negative or not finite, or all are zero.
 */
export function normaliseWeights(weights: readonly number[], count: number): number[] {
  if (weights.length !== count) {
    throw new GeometryError('weights', `there are ${weights.length} weights for ${count} points`);
  }
  const wrong = weights.find((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) throw new GeometryError('weights', `${wrong} is no weight: weights are zero or more`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw new GeometryError('weights', 'all weights are zero');
  return weights.map((weight) => weight / total);
}

function turnOneByOne(units: readonly Float64Array[], shares: readonly number[]): Float64Array {
  let total = 0;
  let result = new Float64Array(0);
  units.forEach((unit, index) => {
    const share = shares[index] ?? 0;
    total += share;
    result = Float64Array.from(index === 0 ? unit : slerpUnit(result, unit, share / total));
  });
  return result;
}
