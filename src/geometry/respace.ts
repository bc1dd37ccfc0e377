import { eachOf, type Work } from '../tensor/work.ts';
import { sharesWithEnds } from './easing.ts';
import { GeometryError } from './geometryError.ts';
import type { Interpolate } from './path.ts';
import { slerp } from './slerp.ts';
import { stepAngles, unitSequence } from './unitSequence.ts';
import type { Vector } from './vector.ts';

/** Where on a sequence a new frame lies: between frame `index` and the next, `share` of the way. */
export interface Place {
  readonly index: number;
  readonly share: number;
}

/**
 * `count` frames along the same polyline with equal angle between them, measured along the polyline.
 * @throws GeometryError `length` without frames, `zero-vector`, and what the interpolation throws.
 */
export function* respaceByAngle(
  frames: readonly Vector[],
  count: number,
  interpolate?: Interpolate,
): Work<Float32Array[]> {
  const { units } = yield* unitSequence(frames);
  return yield* respace(frames, yield* stepAngles(units), count, interpolate);
}

/**
 * `count` frames along the same polyline, spaced so that each step has an equal share of the increments.
 * @param increments how much changes from each frame to the next (T - 1 values, zero or more): angles, or the change
 * seen in the decoded pictures. When all are zero, frames count alike.
 * @throws GeometryError `length` without frames, `weights` for wrong increments, and what the interpolation throws.
 */
export function* respace(
  frames: readonly Vector[],
  increments: readonly number[],
  count: number,
  interpolate: Interpolate = slerp,
): Work<Float32Array[]> {
  const first = frames[0];
  if (!first) throw new GeometryError('length', 'there is no frame to respace');
  if (frames.length === 1) return Array.from({ length: count }, () => Float32Array.from(first));
  const places = respacedPlaces(checked(increments, frames.length - 1), count);
  return yield* eachOf(places, ({ index, share }) => {
    if (share === 0 || share === 1) return Float32Array.from(frames[index + share] as Vector);
    return interpolate(frames[index] as Vector, frames[index + 1] as Vector, share);
  });
}

/** The places of `count` frames that divide the sum of the increments evenly, both ends among them. */
export function respacedPlaces(increments: readonly number[], count: number): Place[] {
  const lengths = increments.some((increment) => increment > 0) ? increments : increments.map(() => 1);
  const ends = runningSums(lengths);
  const total = ends.at(-1) as number;
  return sharesWithEnds(count).map((share, i) => {
    if (i === 0) return { index: 0, share: 0 };
    return i === count - 1 ? { index: lengths.length - 1, share: 1 } : placeAt(share * total, lengths, ends);
  });
}

function placeAt(target: number, lengths: readonly number[], ends: readonly number[]): Place {
  const index = ends.findIndex((end) => end >= target);
  const share = 1 - ((ends[index] as number) - target) / (lengths[index] as number);
  return { index, share: Math.min(1, Math.max(0, share)) };
}

function runningSums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function checked(increments: readonly number[], count: number): readonly number[] {
  if (increments.length !== count) {
    throw new GeometryError('weights', `there are ${increments.length} increments for ${count} steps`);
  }
  const wrong = increments.find((increment) => !(increment >= 0 && increment < Number.POSITIVE_INFINITY));
  if (wrong === undefined) return increments;
  throw new GeometryError('weights', `${wrong} is not a valid increment: increments are zero or more`);
}
