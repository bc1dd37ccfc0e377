import { sharesWithEnds } from '../easing.ts';
import { pairOf } from '../pair.ts';
import type { Vector } from '../vector.ts';
import { radialDeltaLogP } from './radialDelta.ts';

export interface PathPoint {
  readonly norm: number;
  /** Angle from a, in radians. */
  readonly angle: number;
  /** Radial log density of N(0, I) less that on the shell; undefined at norm 0. */
  readonly radialDelta: number | undefined;
  /** Where it lies in the plane of the two ends: x along a, y towards b. */
  readonly x: number;
  readonly y: number;
}

export interface LerpAgainstSlerp {
  /** Angle between the ends, in radians. */
  readonly angle: number;
  readonly rows: readonly { readonly t: number; readonly lerp: PathPoint; readonly slerp: PathPoint }[];
}

/**
 * What lerp and slerp (linear radius) pass through from a to b at `count` shares. Both stay in the plane of the ends, so
 * that two norms and an angle say all; no vector is made.
 * @throws GeometryError `zero-vector` when a or b has no direction, `length`.
 */
export function lerpAgainstSlerp(a: Vector, b: Vector, count: number): LerpAgainstSlerp {
  const { angle, radii } = pairOf(a, b);
  const [first, second] = radii;
  const [endX, endY] = [second * Math.cos(angle), second * Math.sin(angle)];
  const rows = sharesWithEnds(count).map((t) => {
    const radius = (1 - t) * first + t * second;
    return {
      t,
      lerp: pathPoint((1 - t) * first + t * endX, t * endY, a.length),
      slerp: pathPoint(radius * Math.cos(t * angle), radius * Math.sin(t * angle), a.length),
    };
  });
  return { angle, rows };
}

function pathPoint(x: number, y: number, dimensions: number): PathPoint {
  const norm = Math.hypot(x, y);
  return { norm, angle: Math.atan2(y, x), radialDelta: radialDeltaLogP(norm, dimensions), x, y };
}
