import { eachOf, type Work } from '../../tensor/work.ts';
import { angleBetween } from '../sphere.ts';
import { stepAngles, unitSequence } from '../unitSequence.ts';
import { combine, distance, type Vector } from '../vector.ts';

export interface Motion {
  /** |z_(t+1) - z_t|, T - 1 values in latent units. */
  readonly speeds: readonly number[];
  /** |z_(t+2) - 2 z_(t+1) + z_t|, T - 2 values. On a perfect great circle at even speed it is 4 r sin²(theta/2), not 0. */
  readonly accelerations: readonly number[];
  /** |z_T - z_1| / sum of speeds, 0..1: 1 on a straight line. Undefined for a still sequence. */
  readonly directness: number | undefined;
  /** The same with angles: 1 on a great circle of at most half a turn. Undefined when the direction never changes. */
  readonly angularDirectness: number | undefined;
}

/**
 * Velocity, acceleration and directness of a sequence of points.
 * @throws GeometryError `length` when frames differ in size, `zero-vector` naming a frame without a direction.
 */
export function* motion(frames: readonly Vector[]): Work<Motion> {
  const { units } = yield* unitSequence(frames);
  const speeds = yield* eachOf(frames.slice(1), (frame, index) => distance(frames[index] as Vector, frame));
  const accelerations = yield* eachOf(frames.slice(2), (frame, index) => {
    return distance(combine(2, frames[index + 1] as Vector, -1, frames[index] as Vector), frame);
  });
  return {
    speeds,
    accelerations,
    directness: directness(frames, speeds, distance),
    angularDirectness: directness(units, yield* stepAngles(units), angleBetween),
  };
}

function directness(
  points: readonly Vector[],
  steps: readonly number[],
  between: (a: Vector, b: Vector) => number,
): number | undefined {
  const travelled = steps.reduce((sum, step) => sum + step, 0);
  if (!(travelled > 0)) return undefined;
  return between(points[0] as Vector, points.at(-1) as Vector) / travelled;
}
