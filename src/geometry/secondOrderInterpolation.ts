import { eachOf, type Work } from '../tensor/work.ts';
import { ease, sharesBetween } from './easing.ts';
import type { Interpolate, PathOptions } from './path.ts';
import { slerp } from './slerp.ts';
import type { Vector } from './vector.ts';

/**
 * A sequence with `count` in-between frames in each gap, on curves whose velocity changes evenly: T frames become
 * T + (T - 1) count. In each gap the curve through the frame before it and that through the frame after it are blended
 * (Overhauser 1968), each of them made by interpolating between interpolations (Barry and Goldman 1988), with slerp on the
 * sphere. At the ends there is one of the two; two frames have none, and go straight. The given frames are passed on as they are.
 * @throws what the interpolation throws, also for t up to 2 and down to -1: GeometryError `antipodal`, `negative-radius`.
 */
export function* secondOrderInterpolation(
  frames: readonly Vector[],
  count: number,
  { easing = 'linear', interpolate = slerp }: PathOptions = {},
): Work<Vector[]> {
  const filled: Vector[] = [];
  for (const [index, frame] of frames.entries()) {
    filled.push(frame);
    const next = frames[index + 1];
    if (!next) continue;
    const gap = { before: frames[index - 1], from: frame, to: next, after: frames[index + 2] };
    filled.push(...(yield* eachOf(sharesBetween(count), (share) => inGap(gap, ease(share, easing), interpolate))));
  }
  return filled;
}

interface Gap {
  readonly before: Vector | undefined;
  readonly from: Vector;
  readonly to: Vector;
  readonly after: Vector | undefined;
}

function inGap({ before, from, to, after }: Gap, share: number, interpolate: Interpolate): Float32Array {
  const first = before && parabola([before, from, to], share, interpolate);
  const second = after && parabola([from, to, after], share - 1, interpolate);
  if (first && second) return interpolate(first, second, share);
  return first ?? second ?? interpolate(from, to, share);
}

/** The curve of second order that is at a, b and c at the times -1, 0 and 1. */
function parabola([a, b, c]: readonly [Vector, Vector, Vector], time: number, interpolate: Interpolate): Float32Array {
  return interpolate(interpolate(a, b, time + 1), interpolate(b, c, time), (time + 1) / 2);
}
