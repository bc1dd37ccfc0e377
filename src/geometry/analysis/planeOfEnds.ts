import { eachOf, type Work } from '../../tensor/work.ts';
import { orthonormalBasis } from '../orthonormalBasis.ts';
import { combineRows, productsWithRows } from '../rows.ts';
import { distance, type Vector } from '../vector.ts';

export interface PlanePoint {
  /** Along the first frame. */
  readonly x: number;
  /** Towards the last frame, at a right angle to the first. */
  readonly y: number;
  /** Distance from the plane. */
  readonly away: number;
}

/**
 * Where the frames of a sequence lie in the plane through the origin, the first frame and the last. When those two lie on
 * one line, y is 0 throughout.
 * @throws GeometryError `length` when frames differ in size.
 */
export function* planeOfEnds(frames: readonly Vector[]): Work<PlanePoint[]> {
  const basis = yield* orthonormalBasis([...frames.slice(0, 1), ...frames.slice(-1)]);
  return yield* eachOf(frames, (frame) => {
    const products = productsWithRows(basis, frame);
    const [x = 0, y = 0] = products;
    return { x, y, away: distance(frame, combineRows(basis, products, frame.length)) };
  });
}
