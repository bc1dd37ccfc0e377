import { GeometryError } from './geometryError.ts';
import { expMap, logMap } from './sphere.ts';
import { norm, polar, scale, type Vector } from './vector.ts';

export interface Departure {
  /** Tangent at a, as long as the arc from a to b on the sphere of radius |a|, in latent units. */
  readonly tangent: Float32Array;
  /** Angle between the two points, in radians. */
  readonly angle: number;
  /** |b| - |a|: what the sphere does not see. */
  readonly radiusChange: number;
}

/**
 * Log map for points of any norm: which way b lies from a on the sphere through a, and how much longer it is.
 * @throws GeometryError `zero-vector`, or `antipodal` when b is opposite a.
 */
export function logBetween(a: Vector, b: Vector): Departure {
  const first = polar(a, 'a');
  const second = polar(b, 'b');
  const tangent = logMap(first.unit, second.unit);
  return {
    tangent: new Float32Array(scale(tangent, first.radius)),
    angle: norm(tangent),
    radiusChange: second.radius - first.radius,
  };
}

export interface Arrival {
  readonly point: Float32Array;
  /** Angle that was walked, in radians. */
  readonly angle: number;
  /** Length of the part of v along the point, in latent units: it is not tangent and was left out. */
  readonly removed: number;
}

/**
 * Exp map for points of any norm: walks from a along v on the sphere through a, |v| in latent units, then changes the
 * radius. Undoes `logBetween`.
 * @throws GeometryError `zero-vector`, or `negative-radius` when nothing would be left of the radius.
 */
export function expFrom(a: Vector, v: Vector, radiusChange = 0): Arrival {
  const { unit, radius } = polar(a, 'the point');
  if (!(radius + radiusChange > 0)) {
    throw new GeometryError('negative-radius', `the radius would be ${(radius + radiusChange).toPrecision(3)}`);
  }
  const step = scale(v, 1 / radius);
  const { point, removed } = expMap(unit, step);
  return {
    point: new Float32Array(scale(point, radius + radiusChange)),
    angle: Math.sqrt(Math.max(0, norm(step) ** 2 - removed ** 2)),
    removed: removed * radius,
  };
}
