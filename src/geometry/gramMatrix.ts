import { requireRoom } from '../tensor/tensor.ts';
import { finish, type Work } from '../tensor/work.ts';
import { gramOfSinglesInPieces, type Held, holdSingles } from './kernels/singles.ts';
import { assertLength, blendRows, fitsKernels } from './rows.ts';
import { productsWithRowsInPieces } from './rowsInPieces.ts';
import type { Vector } from './vector.ts';

/**
 * Inner products of all pairs of rows, in float64.
 * @throws GeometryError `length` when the rows do not all have one length, TooLargeError when the matrix would fill the
 * memory.
 */
export function gramMatrix(rows: readonly Vector[]): Float64Array[] {
  return finish(gramMatrixInPieces(rows));
}

/** `gramMatrix` with stops. */
export function* gramMatrixInPieces(rows: readonly Vector[]): Work<Float64Array[]> {
  assertLength(rows, rows[0]?.length ?? 0);
  requireRoom(2 * rows.length ** 2);
  if (fitsKernels(rows)) return yield* gramOfSinglesInPieces(rows);
  const gram = rows.map(() => new Float64Array(rows.length));
  for (const [i, row] of rows.entries()) {
    const products = yield* productsWithRowsInPieces(rows.slice(0, i + 1), row);
    products.forEach((product, j) => {
      (gram[i] as Float64Array)[j] = product;
      (gram[j] as Float64Array)[i] = product;
    });
  }
  return gram;
}

/**
 * `gramMatrix` and `blendRows` of the same rows, quicker than one and then the other.
 * @throws GeometryError `length` when the rows do not all have one length.
 */
export function holdRows(rows: readonly Vector[]): Held {
  const size = rows[0]?.length ?? 0;
  assertLength(rows, size);
  if (fitsKernels(rows)) return holdSingles(rows);
  return { gram: () => gramMatrix(rows), blend: (weights, out) => blendRows(rows, weights, size, out) };
}
