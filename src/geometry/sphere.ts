import { TorchGenerator } from '../tensor/random.ts';
import { GeometryError } from './geometryError.ts';
import { combine, distance, dot, norm, polar, scale, type Vector } from './vector.ts';

/** Beyond this angle no great circle is preferred, and rounding would choose one. */
export const antipodalAngle = Math.PI - 1e-3;

/**
 * Geodesic distance of two unit vectors, 0..pi, as 2 atan2(|u - v|, |u + v|) (Kahan, "How futile are mindless assessments
 * of roundoff", 2006, section 12): unlike arccos it sees the smallest angles.
 */
export function angleBetween(u: Vector, v: Vector): number {
  return 2 * Math.atan2(distance(u, v), norm(combine(1, u, 1, v)));
}

/**
 * The tangent vector at unit `y` that points to unit `z` and is as long as the geodesic between them:
 * theta / sin(theta) * (z - <y, z> y). The difference is taken first, so that small angles keep their digits, and the
 * length is set to theta, which is the series 1 + theta²/6 + ... near 0 without its truncation.
 * @throws GeometryError `antipodal` when z is opposite y.
 */
export function logMap(y: Vector, z: Vector): Float64Array {
  const theta = angleBetween(y, z);
  if (theta > antipodalAngle) {
    throw new GeometryError(
      'antipodal',
      'the two points are opposite each other, so that no direction leads from one to the other',
    );
  }
  const { tangent } = projectToTangent(y, combine(1, z, -1, y));
  const length = norm(tangent);
  return length === 0 ? tangent : scale(tangent, theta / length);
}

export interface Moved {
  readonly point: Float64Array;
  /** Length of the part of the vector that was not tangent and was left out. */
  readonly removed: number;
}

/** Walks from unit `y` along `v`: cos|v| y + sin|v| v / |v|, after projecting v onto the tangent space at y. */
export function expMap(y: Vector, v: Vector): Moved {
  const { tangent, removed } = projectToTangent(y, v);
  const length = norm(tangent);
  if (length === 0) return { point: Float64Array.from(y), removed };
  return { point: combine(Math.cos(length), y, Math.sin(length) / length, tangent), removed };
}

/** v without its part along unit `y`; `removed` is the length of that part. */
export function projectToTangent(y: Vector, v: Vector): { tangent: Float64Array; removed: number } {
  const along = dot(y, v);
  const once = combine(1, v, -along, y);
  return { tangent: combine(1, once, -dot(y, once), y), removed: Math.abs(along) };
}

/**
 * A unit vector orthogonal to unit `u`, the same for the same seed: which of the many great circles to take.
 * @throws GeometryError `antipodal` in one dimension, where there is none.
 */
export function orthogonalAxis(u: Vector, seed: number): Float64Array {
  if (u.length < 2) throw new GeometryError('antipodal', 'one dimension has no orthogonal axis');
  const generator = new TorchGenerator(seed);
  for (;;) {
    const { tangent } = projectToTangent(u, generator.randn([u.length]).data);
    if (norm(tangent) > 1e-6) return polar(tangent, 'the orthogonal axis').unit;
  }
}
