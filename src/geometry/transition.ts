import type { Work } from '../tensor/work.ts';
import { GeometryError } from './geometryError.ts';
import { inBetweens, type PathOptions } from './path.ts';
import type { Vector } from './vector.ts';

/**
 * One sequence that leads over to another: all of `first`, `count` in-between frames from its last to the other's first
 * at t = (i + 1) / (count + 1), then all of `second`. No frame stands twice. The given frames are passed on as they are.
 * @throws GeometryError `length` when one of the sequences is empty, and what the interpolation throws.
 */
export function* transition(
  first: readonly Vector[],
  second: readonly Vector[],
  count: number,
  options: PathOptions = {},
): Work<Vector[]> {
  const from = first.at(-1);
  const to = second[0];
  if (!from || !to) throw new GeometryError('length', 'a transition needs a frame on either side');
  return [...first, ...(yield* inBetweens(from, to, count, options)), ...second];
}
