import { eachOf, type Work } from '../tensor/work.ts';
import { ease, sharesWithEnds } from './easing.ts';
import { GeometryError } from './geometryError.ts';
import type { PathOptions } from './path.ts';
import { slerp } from './slerp.ts';
import type { Vector } from './vector.ts';

export interface PathThroughOptions extends PathOptions {
  /** Whether the easing bends time on the whole way, or between each two points, with a rest at every one. */
  readonly easingOver?: 'whole' | 'each';
}

/**
 * `count` frames through N points in their order, both ends among them; each stretch between two points takes the same
 * time, so that point k is passed at k / (N - 1). With two points it is `path`. One frame alone is the first point.
 * @throws GeometryError `length` with fewer than two points, and what the interpolation throws.
 */
export function pathThrough(
  points: readonly Vector[],
  count: number,
  options: PathThroughOptions = {},
): Work<Float32Array[]> {
  return eachOf(sharesWithEnds(count), alongPath(points, options));
}

/** The frame at a share of such a path. */
function alongPath(
  points: readonly Vector[],
  { easing = 'linear', interpolate = slerp, easingOver = 'whole' }: PathThroughOptions,
): (share: number) => Float32Array {
  const stretches = points.length - 1;
  if (stretches < 1) throw new GeometryError('length', 'a path needs at least two points');
  const over = (share: number, unit: 'whole' | 'each') => (easingOver === unit ? ease(share, easing) : share);
  return (share) => {
    const along = over(share, 'whole') * stretches;
    const index = Math.min(stretches - 1, Math.floor(along));
    return interpolate(points[index] as Vector, points[index + 1] as Vector, over(along - index, 'each'));
  };
}
