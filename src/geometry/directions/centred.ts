import { combineRows } from '../rows.ts';
import { combine, type Vector } from '../vector.ts';

export interface Centred {
  readonly mean: Float64Array;
  /** The points less their mean, float64 differences kept as float32. */
  readonly rows: readonly Float32Array[];
}

/**
 * Points less their mean. The sum is divided last, so that equal points leave exactly nothing.
 * @throws GeometryError `length` when points differ in size.
 */
export function centred(points: readonly Vector[]): Centred {
  const ones = points.map(() => 1);
  const mean = combineRows(points, ones, points[0]?.length ?? 0).map((sum) => sum / points.length);
  return { mean, rows: points.map((point) => new Float32Array(combine(1, point, -1, mean))) };
}
