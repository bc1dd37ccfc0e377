import type { Work } from '../tensor/work.ts';
import { inBetweens, type PathOptions } from './path.ts';
import type { Vector } from './vector.ts';

/**
 * A sequence with `count` in-between frames in each gap: T frames become T + (T - 1) count. The given frames are passed
 * on as they are; an easing acts within each gap.
 * @throws what the interpolation throws, such as GeometryError `antipodal` for opposite neighbours.
 */
export function* temporalInterpolation(
  frames: readonly Vector[],
  count: number,
  options: PathOptions = {},
): Work<Vector[]> {
  const filled: Vector[] = [];
  for (const [index, frame] of frames.entries()) {
    const next = frames[index + 1];
    filled.push(frame, ...(next ? yield* inBetweens(frame, next, count, options) : []));
  }
  return filled;
}
