import { eachOf, type Work } from '../../tensor/work.ts';
import { slerpUnit } from '../slerp.ts';
import { angleBetween, antipodalAngle } from '../sphere.ts';
import { combine, dot, type Vector } from '../vector.ts';

export interface Consistency {
  /**
   * Mean angle between each frame and its first-order prediction out of the two before it, in radians. Predicting each
   * out of the two after it gives the same number: the prediction mirrors a frame in its neighbour, which moves no
   * distances.
   */
  readonly oneStep: number;
  /**
   * Mean angle between the frames and the great circle that the first two frames begin, run to the end. Undefined when
   * those two are opposite each other, and begin none.
   */
  readonly forward: number | undefined;
  /** The same from the last two frames, run back to the first. */
  readonly backward: number | undefined;
}

/** How well constant velocity on the sphere foretells a sequence of unit vectors. Undefined with fewer than three frames. */
export function* consistency(units: readonly Vector[]): Work<Consistency | undefined> {
  if (units.length < 3) return undefined;
  return {
    oneStep: yield* oneStepError(units),
    forward: yield* runError(units),
    backward: yield* runError(units.toReversed()),
  };
}

function* oneStepError(units: readonly Vector[]): Work<number> {
  const errors = yield* eachOf(units.slice(2), (actual, index) => {
    return angleBetween(mirrored(units[index] as Vector, units[index + 1] as Vector), actual);
  });
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** exp_b(-log_b(a)): where a path from a through b is after as much again. Defined for opposite points too. */
function mirrored(a: Vector, b: Vector): Float64Array {
  return combine(2 * dot(a, b), b, -1, a);
}

function* runError(units: readonly Vector[]): Work<number | undefined> {
  const [first, second] = units as [Vector, Vector];
  if (angleBetween(first, second) > antipodalAngle) return undefined;
  const errors = yield* eachOf(units.slice(2), (actual, index) =>
    angleBetween(slerpUnit(first, second, index + 2), actual),
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
