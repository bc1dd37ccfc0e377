import { eachOf, type Work } from '../../tensor/work.ts';
import { angleBetween, antipodalAngle, expMap, logMap, projectToTangent } from '../sphere.ts';
import { combine, distance, dot, norm, polar, type Vector } from '../vector.ts';

export interface LocalStraightness {
  /**
   * |y_t - slerp(y_(t-1), y_(t+1), 1/2)|² of each inner frame: 0 on a great circle at even speed. Undefined between
   * neighbours that are opposite each other.
   */
  readonly midpoint: readonly (number | undefined)[];
  /** Angle between y_t and the great circle through its neighbours, in radians: 0 on a great circle at any speed. */
  readonly crossTrack: readonly (number | undefined)[];
  /** Means over the inner frames that have a value; undefined where none has. */
  readonly meanMidpoint: number | undefined;
  readonly meanCrossTrack: number | undefined;
}

/**
 * How straight a sequence of unit vectors is from each frame to the next. `midpoint` also punishes uneven speed (angles 0,
 * .1, .4 on a perfect great circle give .00999); `crossTrack` does not.
 */
export function* localStraightness(units: readonly Vector[]): Work<LocalStraightness> {
  const inner = yield* eachOf(units.slice(1, -1), (unit, index) => {
    const [before, after] = [units[index], units[index + 2]] as [Vector, Vector];
    if (angleBetween(before, after) > antipodalAngle) return undefined;
    return { midpoint: distanceFromMiddle(unit, before, after) ** 2, crossTrack: crossTrackAngle(unit, before, after) };
  });
  const midpoint = inner.map((frame) => frame?.midpoint);
  const crossTrack = inner.map((frame) => frame?.crossTrack);
  return { midpoint, crossTrack, meanMidpoint: mean(midpoint), meanCrossTrack: mean(crossTrack) };
}

/**
 * Angle between unit `y` and the great circle through units `a` and `b`, 0..pi/2. When a and b are one point, some great
 * circle through it meets y: 0.
 * @throws GeometryError `antipodal` when a and b are opposite each other.
 */
export function crossTrackAngle(y: Vector, a: Vector, b: Vector): number {
  const towards = logMap(a, b);
  if (norm(towards) === 0) return 0;
  const { unit } = polar(towards, 'the great circle');
  const rest = projectToTangent(a, combine(1, y, -1, a)).tangent;
  const offCircle = projectToTangent(unit, rest).tangent;
  return Math.atan2(norm(offCircle), Math.hypot(dot(y, a), dot(y, unit)));
}

function distanceFromMiddle(y: Vector, a: Vector, b: Vector): number {
  const half = logMap(a, b).map((value) => value / 2);
  return distance(y, expMap(a, half).point);
}

function mean(given: readonly (number | undefined)[]): number | undefined {
  const values = given.filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
