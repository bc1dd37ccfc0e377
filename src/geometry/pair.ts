import { gramMatrix } from './gramMatrix.ts';

import { combinedNorm, requireDirection, type Vector } from './vector.ts';

/** How two points a and b lie to each other, with û and v̂ their directions. */
export interface Pair {
  /** |a| and |b|. */
  readonly radii: readonly [number, number];
  /** |û - v̂|, 0..2. */
  readonly chord: number;
  /** |û + v̂|, 0..2. */
  readonly sum: number;
  /** <û, v̂>. */
  readonly cosine: number;
  /** Geodesic distance of û and v̂, 0..pi. */
  readonly angle: number;
}

/** Up to this cosine, either way, its rounding costs the angle nothing. */
const wideCosine = 0.9;

/**
 * Norms and angle, without making a unit vector: the angle is 2 atan2(|û - v̂|, |û + v̂|) as in `angleBetween`. Those two
 * come from the inner product where it is not near 1 or -1, and are summed up on their own where it is.
 * @throws GeometryError `zero-vector` naming the one without a direction, `length`.
 */
export function pairOf(a: Vector, b: Vector, nameOfA = 'a', nameOfB = 'b'): Pair {
  return pairInGram(gramMatrix([a, b]), a, b, nameOfA, nameOfB);
}

/** `pairOf` where the inner products of a and b stand already, first of all in a Gram matrix. */
export function pairInGram(gram: readonly Float64Array[], a: Vector, b: Vector, nameOfA = 'a', nameOfB = 'b'): Pair {
  const [[aa = 0] = [], [ab = 0, bb = 0] = []] = gram;
  const first = requireDirection(Math.sqrt(aa), nameOfA);
  const second = requireDirection(Math.sqrt(bb), nameOfB);
  const radii = [first, second] as const;
  const cosine = ab / first / second;
  if (Math.abs(cosine) < wideCosine) return pair(radii, cosine, Math.sqrt(2 - 2 * cosine), Math.sqrt(2 + 2 * cosine));
  const chord = combinedNorm(1 / first, a, -1 / second, b);
  const sum = combinedNorm(1 / first, a, 1 / second, b);
  return pair(radii, chord < sum ? 1 - (chord * chord) / 2 : (sum * sum) / 2 - 1, chord, sum);
}

function pair(radii: readonly [number, number], cosine: number, chord: number, sum: number): Pair {
  return { radii, cosine, chord, sum, angle: 2 * Math.atan2(chord, sum) };
}
