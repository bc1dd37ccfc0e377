import { coordinatesOf } from './coordinates.ts';
import { GeometryError } from './geometryError.ts';
import { holdRows } from './gramMatrix.ts';
import { karcherMean } from './karcherMean.ts';

import { turnWeight } from './slerp.ts';
import { antipodalAngle, antipodalError } from './sphere.ts';
import { requireDirection, type Vector } from './vector.ts';

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
  out?: Float32Array,
): Float32Array {
  const shares = normaliseWeights(weights, points.length);
  const used = points.map((_, index) => index).filter((index) => (shares[index] ?? 0) > 0);
  const usedShares = used.map((index) => shares[index] ?? 0);
  const held = holdRows(points);
  const gram = held.gram();
  const radii = gram.map((row, index) => requireDirection(Math.sqrt(row[index] ?? 0), `point ${index + 1}`));
  const cosines = used.map((i) => Float64Array.from(used, (j) => cosine(gram, radii, i, j)));
  const direction = mode === 'mean' ? meanShares(cosines, usedShares) : turnOneByOne(cosines, usedShares);
  const radius = used.reduce((sum, index) => sum + (shares[index] ?? 0) * (radii[index] ?? 0), 0);
  const scaled = new Float64Array(points.length);
  used.forEach((index, k) => {
    scaled[index] = (radius * (direction[k] ?? 0)) / (radii[index] ?? 1);
  });
  return held.blend(scaled, out);
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
  if (wrong !== undefined)
    throw new GeometryError('weights', `${wrong} is not a valid weight: weights are zero or more`);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw new GeometryError('weights', 'all weights are zero');
  return weights.map((weight) => weight / total);
}

function cosine(gram: readonly Float64Array[], radii: readonly number[], i: number, j: number): number {
  return (gram[i]?.[j] ?? 0) / (radii[i] ?? 1) / (radii[j] ?? 1);
}

/** The Karcher mean as shares of the points, whose size does not matter to it. */
function meanShares(cosines: readonly Float64Array[], shares: readonly number[]): Float64Array {
  const { points, sharesOf } = coordinatesOf(cosines);
  return sharesOf(karcherMean(points, shares));
}

/** slerp from what the points before gave to the next, as shares of the points: each turn takes one angle. */
function turnOneByOne(cosines: readonly Float64Array[], shares: readonly number[]): Float64Array {
  const result = new Float64Array(shares.length);
  let total = 0;
  shares.forEach((share, index) => {
    total += share;
    const t = share / total;
    const along = result.reduce((sum, part, k) => sum + part * (cosines[index]?.[k] ?? 0), 0);
    const theta = index === 0 ? 0 : Math.acos(Math.min(1, Math.max(-1, along)));
    if (theta > antipodalAngle) throw antipodalError();
    const stay = turnWeight(1 - t, theta);
    for (let k = 0; k < index; k++) result[k] = stay * (result[k] ?? 0);
    result[index] = turnWeight(t, theta);
  });
  return result;
}
