import { multiSlerp } from './multiSlerp.ts';
import { slerp } from './slerp.ts';
import type { Vector } from './vector.ts';
import { latentOptimalBlend } from './weightedBlend.ts';

/** One thing for each corner of a pad, row by row from the top left. */
export type Corners<T> = readonly [topLeft: T, topRight: T, bottomLeft: T, bottomRight: T];

/** How the corners are called, in the order of `Corners`. */
export const cornerNames = ['top_left', 'top_right', 'bottom_left', 'bottom_right'] as const;
export type CornerName = (typeof cornerNames)[number];

export const padMethods = ['slerp', 'mean', 'lol'] as const;
/** Great circles along the edges and between them, the Karcher mean, or a blend that keeps the variance of noise. */
export type PadMethod = (typeof padMethods)[number];

/**
 * Bilinear shares of the corners of the unit square. They sum to 1; at a corner its own is exactly 1.
 * @param x 0 at the left edge, 1 at the right. @param y 0 at the bottom edge, 1 at the top.
 */
export function padWeights(x: number, y: number): Corners<number> {
  return [(1 - x) * y, x * y, (1 - x) * (1 - y), x * (1 - y)];
}

/**
 * The point at (x, y) of a pad whose corners are points of one length. At a corner it is that corner bit for bit; on an edge,
 * `slerp` and `mean` are slerp of its two ends.
 * - `slerp`: along the lower and the upper edge to x, then from the one to the other to y, at constant speed on each.
 * - `mean`: the Karcher mean by bilinear weights, as `multiSlerp`.
 * - `lol`: sum w_i z_i / |w| (Bodin et al. 2024, arXiv 2408.08558, with mean 0), for independent noise.
 * @param x, y in 0..1.
 * @throws GeometryError `zero-vector`, `antipodal`, or `not-converged`, of the corners that have a share.
 */
export function padBlend(
  corners: Corners<Vector>,
  x: number,
  y: number,
  method: PadMethod,
  out: Float32Array = new Float32Array(corners[0].length),
): Float32Array {
  const weights = padWeights(x, y);
  const used = corners.flatMap((point, index) => (weights[index] ? [{ point, weight: weights[index] }] : []));
  const [first] = used;
  const points = used.map(({ point }) => point);
  const shares = used.map(({ weight }) => weight);
  if (first && used.length === 1) out.set(first.point);
  else if (method === 'slerp') out.set(alongEdges(corners, x, y, slerp));
  else if (method === 'mean') multiSlerp(points, shares, 'mean', out);
  else latentOptimalBlend(points, shares, new Float32Array(out.length), out);
  return out;
}

/**
 * Along the lower and the upper edge to x, and then from the one to the other to y. What stands on an edge or in a corner takes
 * no notice of the rest, and an end stays as it is: rounding would change it.
 */
export function alongEdges<T>(
  [topLeft, topRight, bottomLeft, bottomRight]: Corners<T>,
  x: number,
  y: number,
  between: (a: T, b: T, t: number) => T,
): T {
  const from = (a: T, b: T, t: number) => (t === 0 ? a : t === 1 ? b : between(a, b, t));
  if (y === 0) return from(bottomLeft, bottomRight, x);
  if (y === 1) return from(topLeft, topRight, x);
  return from(from(bottomLeft, bottomRight, x), from(topLeft, topRight, x), y);
}
