import { GeometryError } from './geometryError.ts';
import { blendRows } from './rows.ts';
import type { Vector } from './vector.ts';

/** (1 - t) a + t b. Between orthogonal points of one norm the middle is shorter by sqrt(2). */
export function lerp(a: Vector, b: Vector, t: number, out?: Float32Array): Float32Array {
  return blendRows([a, b], [1 - t, t], a.length, out);
}

/** sum w_i z_i. */
export function linearBlend(points: readonly Vector[], weights: readonly number[]): Float32Array {
  return blendRows(points, weights, points[0]?.length ?? 0);
}

/**
 * Blends N(0, I) points so that the result is N(0, I) again: sum w_i z_i / sqrt(sum w_i²) (Bodin et al., "Linear
 * combinations of latents", arXiv 2408.08558, with mean 0).
 * @throws GeometryError `weights` when all weights are zero.
 */
export function variancePreservingBlend(points: readonly Vector[], weights: readonly number[]): Float32Array {
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  if (squares === 0) throw new GeometryError('weights', 'all weights are zero');
  const root = Math.sqrt(squares);
  return linearBlend(
    points,
    weights.map((weight) => weight / root),
  );
}

/** lerp whose variance stays that of two independent N(0, I) ends: weights cos and sin of a quarter turn. */
export function variancePreservingLerp(a: Vector, b: Vector, t: number, out?: Float32Array): Float32Array {
  const angle = (t * Math.PI) / 2;
  return blendRows([a, b], [Math.cos(angle), Math.sin(angle)], a.length, out);
}
