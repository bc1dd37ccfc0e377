import { GeometryError } from './geometryError.ts';
import { holdRows } from './gramMatrix.ts';
import { pairInGram } from './pair.ts';

import { expectedNorm } from './shell.ts';
import { angleBetween, antipodalAngle, antipodalError, orthogonalAxis } from './sphere.ts';
import { combine, polar, scale, type Vector } from './vector.ts';

export const radiusModes = ['linear', 'geometric', 'first', 'second', 'shell'] as const;
/** Norm along the path: from |a| to |b| in equal steps or equal ratios, always one of the two, or E|z| of N(0, I). */
export type RadiusMode = (typeof radiusModes)[number];

export interface SlerpOptions {
  readonly radius?: RadiusMode;
  /** Picks the great circle between opposite points. Without it they are an error. */
  readonly axisSeed?: number;
}

/**
 * Spherical interpolation (Shoemake 1985, "Animating rotation with quaternion curves"): the direction turns from a to b
 * at constant speed on their great circle, the radius follows `radius`. t outside 0..1 goes on along the same circle.
 * @throws GeometryError `zero-vector`; `antipodal` beyond pi - 1e-3 without an axis seed; `negative-radius` when an
 * extrapolated linear radius is not positive.
 */
export function slerp(a: Vector, b: Vector, t: number, options: SlerpOptions = {}, out?: Float32Array): Float32Array {
  return slerpBetween(a, b, options)(t, out);
}

/** Where a path is at t. */
export type PathAt = (t: number, out?: Float32Array) => Float32Array;

/**
 * slerp from a to b at any t: norms and angle are found once for all of a path.
 * @throws as `slerp`; what depends on t, when a t is asked for.
 */
export function slerpBetween(a: Vector, b: Vector, options: SlerpOptions = {}): PathAt {
  const ends = holdRows([a, b]);
  const { radii, angle } = pairInGram(ends.gram(), a, b);
  const [first, second] = radii;
  const radiusOf = (t: number) => radiusAt(options.radius ?? 'linear', first, second, t, a.length);
  if (angle > antipodalAngle) {
    const [u, v] = [polar(a, 'a').unit, polar(b, 'b').unit];
    return (t, out: Float32Array = new Float32Array(a.length)) => {
      out.set(scale(throughAxis(u, v, t, options.axisSeed), radiusOf(t)));
      return out;
    };
  }
  return (t, out) => {
    const radius = radiusOf(t);
    const weights = [(radius * turnWeight(1 - t, angle)) / first, (radius * turnWeight(t, angle)) / second];
    return ends.blend(weights, out);
  };
}

/** slerp of unit vectors, in float64. */
export function slerpUnit(u: Vector, v: Vector, t: number, axisSeed?: number): Float64Array {
  const theta = angleBetween(u, v);
  if (theta > antipodalAngle) return throughAxis(u, v, t, axisSeed);
  return combine(turnWeight(1 - t, theta), u, turnWeight(t, theta), v);
}

/** sin(share * theta) / sin(theta), by its series where that would be 0 / 0. */
export function turnWeight(share: number, theta: number): number {
  if (theta < 1e-6) return share * (1 + ((1 - share * share) * theta * theta) / 6);
  return Math.sin(share * theta) / Math.sin(theta);
}

/** Two quarter turns, u to the axis and the axis to v, so that both ends are met exactly. */
function throughAxis(u: Vector, v: Vector, t: number, axisSeed: number | undefined): Float64Array {
  if (axisSeed === undefined) throw antipodalError();
  const axis = orthogonalAxis(u, axisSeed);
  return t <= 0.5 ? slerpUnit(u, axis, 2 * t) : slerpUnit(axis, v, 2 * t - 1);
}

function radiusAt(mode: RadiusMode, first: number, second: number, t: number, dimensions: number): number {
  switch (mode) {
    case 'linear':
      return positive((1 - t) * first + t * second, t);
    case 'geometric':
      return first ** (1 - t) * second ** t;
    case 'first':
      return first;
    case 'second':
      return second;
    case 'shell':
      return expectedNorm(dimensions);
  }
}

function positive(radius: number, t: number): number {
  if (radius > 0) return radius;
  throw new GeometryError('negative-radius', `at t = ${t} the linear radius would be ${radius.toPrecision(3)}`);
}
