import { eachOf, type Work } from '../../tensor/work.ts';
import { addScaled } from '../rows.ts';
import { angleBetween, antipodalAngle } from '../sphere.ts';
import { combine, distance, dot, polar } from '../vector.ts';
import type { PathTerm } from './pathTerm.ts';

/**
 * Local straightness: the sum of |y_t - m_t|² with m_t = slerp(y_(t-1), y_(t+1), 1/2) = s / |s|, s = y_(t-1) + y_(t+1).
 * Each is 2 - 2 <y_t, m_t>,
 * whose derivative by y_t is -2 m_t and by either neighbour -2 (y_t - <y_t, m_t> m_t) / |s|.
 */
export const localStraightnessTerm: PathTerm = {
  *loss(path) {
    const apart = yield* neighboursOfInner(path);
    if (apart.some((angle) => angle > antipodalAngle)) return Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let t = 1; t + 1 < path.length; t++) {
      yield;
      sum += distance(path[t] as Float64Array, middleAt(path, t).unit) ** 2;
    }
    return sum;
  },
  *addGradient(path, weight, gradient) {
    for (let t = 1; t + 1 < path.length; t++) {
      yield;
      const frame = path[t] as Float64Array;
      const { unit, radius } = middleAt(path, t);
      const off = combine(1, frame, -dot(frame, unit), unit);
      addScaled(gradient[t] as Float64Array, -2 * weight, unit);
      addScaled(gradient[t - 1] as Float64Array, (-2 * weight) / radius, off);
      addScaled(gradient[t + 1] as Float64Array, (-2 * weight) / radius, off);
    }
  },
};

/** Angles between the two neighbours of each inner frame. */
function neighboursOfInner(path: readonly Float64Array[]): Work<number[]> {
  return eachOf(path.slice(2), (frame, t) => angleBetween(frame, path[t] as Float64Array));
}

function middleAt(path: readonly Float64Array[], t: number) {
  const sum = combine(1, path[t - 1] as Float64Array, 1, path[t + 1] as Float64Array);
  return polar(sum, `the middle of frames ${t} and ${t + 2}`);
}
