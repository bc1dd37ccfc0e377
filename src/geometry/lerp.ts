import { GeometryError } from './geometryError.ts';
import { combine, scale, type Vector, weightedSum } from './vector.ts';

/** (1 - t) a + t b. Between orthogonal points of one norm the middle is shorter by sqrt(2). */
export function lerp(a: Vector, b: Vector, t: number): Float32Array {
  return Float32Array.from(combine(1 - t, a, t, b));
}

/** sum w_i z_i. */
export function linearBlend(points: readonly Vector[], weights: readonly number[]): Float32Array {
  return Float32Array.from(weightedSum(points, weights));
}

/**
 * Blends N(0, I) points so that the result is N(0, I) again: sum w_i z_i / sqrt(sum w_i²) (Bodin et al., "Linear
 * combinations of latents", arXiv 2408.08558, with mean 0).
 * @throws GeometryError `weights` when all weights are zero.
 */
export function variancePreservingBlend(points: readonly Vector[], weights: readonly number[]): Float32Array {
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  if (squares === 0) throw new GeometryError('weights', 'all weights are zero');
  return Float32Array.from(scale(weightedSum(points, weights), 1 / Math.sqrt(squares)));
}

/** lerp whose variance stays that of two independent N(0, I) ends: weights cos and sin of a quarter turn. */
export function variancePreservingLerp(a: Vector, b: Vector, t: number): Float32Array {
  const angle = (t * Math.PI) / 2;
  return Float32Array.from(combine(Math.cos(angle), a, Math.sin(angle), b));
}
