import { inStretches, type Work } from '../tensor/work.ts';
import { assertLength, blendRows, combineRows, productsWithRows } from './rows.ts';
import type { Vector } from './vector.ts';

/** `rows.ts` for sets of rows that may fill the memory: with stops, to the same bits. */

/** Products of two numbers that take a millisecond or two. */
const productsAtOnce = 2 ** 20;

/** `productsWithRows`, some rows at a time. */
export function* productsWithRowsInPieces(rows: readonly Vector[], vector: Vector): Work<Float64Array> {
  const products = new Float64Array(rows.length);
  const pass = (from: number, to: number) => products.set(productsWithRows(rows.slice(from, to), vector), from);
  yield* inStretches(rows.length, pass, fours(productsAtOnce / vector.length));
  return products;
}

/** `combineRows`, some columns at a time. */
export function* combineRowsInPieces(
  rows: readonly Vector[],
  weights: ArrayLike<number>,
  size: number,
): Work<Float64Array> {
  assertLength(rows, size);
  const sum = new Float64Array(size);
  yield* inColumns(rows, size, productsAtOnce / rows.length, (columns, from) => {
    sum.set(combineRows(columns, weights, columns[0]?.length ?? 0), from);
  });
  return sum;
}

/** `blendRows`, some columns at a time. */
export function* blendRowsInPieces(
  rows: readonly Vector[],
  weights: ArrayLike<number>,
  size: number,
  out: Float32Array = new Float32Array(size),
): Work<Float32Array> {
  assertLength([...rows, out], size);
  yield* inColumns(rows, size, productsAtOnce / rows.length, (columns, from) => {
    const width = columns[0]?.length ?? 0;
    blendRows(columns, weights, width, out.subarray(from, from + width));
  });
  return out;
}

function inColumns(
  rows: readonly Vector[],
  size: number,
  atOnce: number,
  pass: (columns: readonly Vector[], from: number) => void,
): Work<void> {
  const some = (from: number, to: number) => {
    pass(
      rows.map((row) => row.subarray(from, to)),
      from,
    );
  };
  return inStretches(size, rows.length === 0 ? () => undefined : some, 8 * fours(atOnce / 8));
}

/** A whole multiple of four, at least four: so many rows share one walk through memory. */
function fours(count: number): number {
  return 4 * Math.max(1, Math.floor(count / 4));
}
