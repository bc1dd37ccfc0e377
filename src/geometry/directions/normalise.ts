import { norm, polar, scale, type Vector } from '../vector.ts';

export interface ScaledDirection {
  /** `raw`: strength 1 is one whole step; `unit`: norm 1. */
  readonly data: Float32Array;
  readonly scale: 'raw' | 'unit';
  /** Norm of the raw direction: a unit direction times it is the raw one. */
  readonly rawNorm: number;
}

/**
 * A direction at norm 1 that remembers how long it was.
 * @throws GeometryError `zero-vector`.
 */
export function unitDirection(direction: Vector): ScaledDirection {
  const { unit, radius } = polar(direction, 'the direction');
  return { data: new Float32Array(unit), scale: 'unit', rawNorm: radius };
}

/** The same direction read at the other scale, or as it is: unit data is raw data / rawNorm. */
export function atScale(direction: ScaledDirection, wanted: 'raw' | 'unit'): ScaledDirection {
  if (direction.scale === wanted) return direction;
  if (wanted === 'unit') return { ...unitDirection(direction.data), rawNorm: direction.rawNorm };
  return { ...direction, data: new Float32Array(scale(direction.data, direction.rawNorm)), scale: 'raw' };
}

/**
 * How far strength * direction moves a point, as a part of its norm: a unit direction at strength 2 moves noise of 16384
 * dimensions by 1.6 %.
 * @throws GeometryError `zero-vector` when the point is zero.
 */
export function relativeMove(strength: number, direction: Vector, point: Vector): number {
  return (Math.abs(strength) * norm(direction)) / polar(point, 'the point').radius;
}
