import { TorchGenerator } from '../tensor/random.ts';
import { GeometryError } from './geometryError.ts';
import { assertSameLength, combine, dot, norm, polar, type Vector } from './vector.ts';

/** Beyond this angle no great circle is preferred, and rounding would choose one. */
export const antipodalAngle = Math.PI - 1e-3;

/**
 * Geodesic distance of two unit vectors, 0..pi, as 2 atan2(|u - v|, |u + v|) (Kahan, "How futile are mindless assessments
 * of roundoff", 2006, section 12): unlike arccos it sees the smallest angles.
 */
export function angleBetween(u: Vector, v: Vector): number {
  const { chord, sum } = apart(u, v);
  return 2 * Math.atan2(chord, sum);
}

/**
 * The tangent vector at unit `y` that points to unit `z` and is as long as the geodesic between them:
 * theta / sin(theta) * (z - <y, z> y). The difference is taken first, so that small angles keep their digits, and the
 * length is set to theta, which is the series 1 + theta²/6 + ... near 0 without its truncation.
 * @throws GeometryError `antipodal` when z is opposite y.
 */
export function logMap(y: Vector, z: Vector): Float64Array {
  const { chord, sum, along } = apart(y, z);
  const theta = 2 * Math.atan2(chord, sum);
  if (theta > antipodalAngle) throw antipodalError();
  const tangent = new Float64Array(y.length);
  if (chord === 0) return tangent;
  // sin(theta) = |z - y| |z + y| / 2, and z - y less its part along y is that long.
  const length = (2 * theta) / (chord * sum);
  for (let i = 0; i < tangent.length; i++) {
    const point = y[i] as number;
    tangent[i] = length * ((z[i] as number) - point - along * point);
  }
  // Near the opposite point the length magnifies what rounding left along y.
  return sum < 1 ? projectToTangent(y, tangent).tangent : tangent;
}

/** |z - y|, |z + y| and the share of y that is in z - y, in one walk. That y has norm 1 up to rounding only counts near pi. */
function apart(y: Vector, z: Vector): { chord: number; sum: number; along: number } {
  assertSameLength(y, z);
  let [chord, sum, along, size] = [0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const point = y[i] as number;
    const difference = (z[i] as number) - point;
    const total = (z[i] as number) + point;
    chord += difference * difference;
    sum += total * total;
    along += point * difference;
    size += point * point;
  }
  return { chord: Math.sqrt(chord), sum: Math.sqrt(sum), along: along / size };
}

/** The error of opposite points: every great circle through one passes through the other, so none is the shortest. */
export function antipodalError(): GeometryError {
  return new GeometryError(
    'antipodal',
    'the two points are opposite each other, so every great circle between them is equally short',
  );
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
