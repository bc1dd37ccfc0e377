import { GeometryError } from './geometryError.ts';
import { holdRows } from './gramMatrix.ts';
import { type Pair, pairInGram } from './pair.ts';

import { antipodalAngle, antipodalError } from './sphere.ts';
import { combinedNorm, requireDirection, type Vector } from './vector.ts';

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
export function logBetween(a: Vector, b: Vector, out?: Float32Array): Departure {
  const ends = holdRows([a, b]);
  const pair = pairInGram(ends.gram(), a, b);
  const { radii, angle } = pair;
  if (angle > antipodalAngle) throw antipodalError();
  // Radius times theta / sin(theta) (v̂ - cos(theta) û).
  const length = radii[0] * angleOverSine(pair);
  const weights = [(-length * pair.cosine) / radii[0], length / radii[1]];
  return { tangent: ends.blend(weights, out), angle, radiusChange: radii[1] - radii[0] };
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
export function expFrom(a: Vector, v: Vector, radiusChange = 0, out?: Float32Array): Arrival {
  const rows = holdRows([a, v]);
  const [[aa = 0] = [], [av = 0, vv = 0] = []] = rows.gram();
  const radius = requireDirection(Math.sqrt(aa), 'the point');
  const target = radius + radiusChange;
  if (!(target > 0)) throw new GeometryError('negative-radius', `the radius would be ${target.toPrecision(3)}`);
  const along = av / aa;
  const angle = tangentLength(a, v, along, vv - av * along, vv) / radius;
  const onward = angle === 0 ? 1 : Math.sin(angle) / angle;
  // cos(angle) â + sin(angle) t / |t|, with t = v - along * a.
  const weights = [(target / radius) * (Math.cos(angle) - onward * along), (target / radius) * onward];
  return { point: rows.blend(weights, out), angle, removed: Math.abs(along) * radius };
}

/** |v - along * a|, summed up on its own where little of v is tangent. */
function tangentLength(a: Vector, v: Vector, along: number, squared: number, whole: number): number {
  return squared > 0.1 * whole ? Math.sqrt(squared) : combinedNorm(1, v, -along, a);
}

/** theta / sin(theta), with sin(theta) = |û - v̂| |û + v̂| / 2; 1 where nothing lies between. */
function angleOverSine({ chord, sum, angle }: Pair): number {
  return chord === 0 ? 1 : (2 * angle) / (chord * sum);
}

export interface TransportOptions {
  /** How errors call a and b. */
  readonly from?: string;
  readonly to?: string;
  readonly out?: Float32Array | undefined;
}

export interface Carried {
  /** The carried vector, tangent at b, in latent units. */
  readonly tangent: Float32Array;
  /** Length of the part of v along a: it is not tangent and was left out. */
  readonly removed: number;
}

/**
 * Parallel transport for points of any norm: carries v from a to b along the geodesic of their directions û and v̂. With w
 * the tangent part of v it is w - <w, v̂> / (1 + cos(theta)) (û + v̂), which is the formula at `parallelTransport` without
 * its 0 / 0 for equal points. Norms and angles are kept.
 * @throws GeometryError `zero-vector`, `length`, or `antipodal` when b is opposite a.
 */
export function transportBetween(
  a: Vector,
  b: Vector,
  v: Vector,
  { from = 'a', to = 'b', out }: TransportOptions = {},
): Carried {
  const rows = holdRows([a, b, v]);
  const gram = rows.gram(2);
  const { radii, cosine, sum, angle } = pairInGram(gram, a, b, from, to);
  if (angle > antipodalAngle) throw antipodalError();
  const [alongA = 0, alongB = 0] = radii.map((radius, index) => (gram[2]?.[index] ?? 0) / radius);
  // 1 + cos(theta) is half of |û + v̂|².
  const turn = (2 * (alongB - cosine * alongA)) / (sum * sum);
  const weights = [-(alongA + turn) / radii[0], -turn / radii[1], 1];
  return { tangent: rows.blend(weights, out), removed: Math.abs(alongA) };
}
