import { eachOf, type Work } from '../../tensor/work.ts';
import { combineRowsInPieces } from '../rowsInPieces.ts';
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
export function* centred(points: readonly Vector[]): Work<Centred> {
  const ones = points.map(() => 1);
  const sums = yield* combineRowsInPieces(points, ones, points[0]?.length ?? 0);
  const mean = sums.map((sum) => sum / points.length);
  return { mean, rows: yield* eachOf(points, (point) => new Float32Array(combine(1, point, -1, mean))) };
}
