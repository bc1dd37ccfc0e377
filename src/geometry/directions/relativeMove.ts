import { norm, polar, type Vector } from '../vector.ts';

/**
 * How far strength * direction moves a point, as a part of its norm: a unit direction at strength 2 moves noise of 16384
 * dimensions by 1.6 %.
 * @throws GeometryError `zero-vector` when the point is zero.
 */
export function relativeMove(strength: number, direction: Vector, point: Vector): number {
  return (Math.abs(strength) * norm(direction)) / polar(point, 'the point').radius;
}
