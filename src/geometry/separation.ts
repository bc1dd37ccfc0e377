import { angleBetween } from './sphere.ts';
import { polar, type Vector } from './vector.ts';

export interface Separation {
  /** Geodesic distance of the directions, 0..pi radians. */
  readonly angle: number;
  /** Straight distance of the directions, 0..2. */
  readonly chord: number;
  /** Norms of the two points. */
  readonly radii: readonly [number, number];
}

/**
 * How far apart two points are on the sphere, and how long each is.
 * @throws GeometryError `zero-vector` when one of them has no direction.
 */
export function separation(a: Vector, b: Vector): Separation {
  const first = polar(a, 'a');
  const second = polar(b, 'b');
  const angle = angleBetween(first.unit, second.unit);
  return { angle, chord: chordOfAngle(angle), radii: [first.radius, second.radius] };
}

/** Straight distance of two unit vectors `angle` radians apart: 2 sin(angle / 2). */
export function chordOfAngle(angle: number): number {
  return 2 * Math.sin(angle / 2);
}

/** The angle of two unit vectors whose squared straight distance is known; good to 1e-8 at pi, to rounding elsewhere. */
export function angleOfSquaredChord(squared: number): number {
  return 2 * Math.atan2(Math.sqrt(squared), Math.sqrt(Math.max(0, 4 - squared)));
}
