import { eachOf, type Work } from '../tensor/work.ts';
import { angleBetween } from './sphere.ts';
import { polar, type Vector } from './vector.ts';

export interface UnitSequence {
  /** Directions y_1..y_T of the frames, float64, norm 1. */
  readonly units: readonly Float64Array[];
  /** Their norms |z_1|..|z_T|. */
  readonly radii: readonly number[];
}

/**
 * Directions and norms of a sequence of frames.
 * @throws GeometryError `zero-vector` naming the frame that is zero or not finite.
 */
export function* unitSequence(frames: readonly Vector[]): Work<UnitSequence> {
  const polars = yield* eachOf(frames, (frame, index) => polar(frame, `frame ${index + 1}`));
  return { units: polars.map(({ unit }) => unit), radii: polars.map(({ radius }) => radius) };
}

/** Angles theta_1..theta_(T-1) between neighbouring unit vectors, in radians. */
export function stepAngles(units: readonly Vector[]): Work<number[]> {
  return eachOf(units.slice(1), (unit, index) => angleBetween(units[index] as Vector, unit));
}
