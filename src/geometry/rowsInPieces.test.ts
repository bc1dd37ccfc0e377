import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { gramMatrix, gramMatrixInPieces } from './gramMatrix.ts';
import { blendRows, combineRows, productsWithRows } from './rows.ts';
import { blendRowsInPieces, combineRowsInPieces, productsWithRowsInPieces } from './rowsInPieces.ts';
import { gaussian } from './testing/arbitraries.ts';

/** Long enough for several pieces. */
const size = 300_001;
const single = Array.from({ length: 9 }, (_, k) => gaussian(size, k + 1));
const double = single.map((row) => Float64Array.from(row, (value) => value * 1.1));
const others = [gaussian(64, 7), gaussian(64, 8)];
const weights = single.map((_, k) => k - 3.5);

function bits(values: Float32Array | Float64Array): string {
  return createHash('sha256').update(values).digest('hex');
}

function stopsOf(work: Generator<unknown, unknown, void>): number {
  let stops = 0;
  while (!work.next().done) stops++;
  return stops;
}

describe.each([
  ['float32', single],
  ['float64', double],
])('rows of %s taken in pieces', (_, rows) => {
  it('give the same sums to the bit', () => {
    expect(bits(finish(combineRowsInPieces(rows, weights, size)))).toBe(bits(combineRows(rows, weights, size)));
    expect(bits(finish(blendRowsInPieces(rows, weights, size)))).toBe(bits(blendRows(rows, weights, size)));
  });

  it('give the same products to the bit', () => {
    const vector = gaussian(size, 99);
    expect(finish(productsWithRowsInPieces(rows, vector))).toEqual(productsWithRows(rows, vector));
  });

  it('have the same Gram matrix when others compute in between', () => {
    const work = gramMatrixInPieces(rows);
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return expect(step.value).toEqual(gramMatrix(rows));
      gramMatrix(others);
    }
  });

  it('stop in between', () => {
    expect(stopsOf(combineRowsInPieces(rows, weights, size))).toBeGreaterThan(1);
    expect(stopsOf(productsWithRowsInPieces(rows, gaussian(size, 99)))).toBeGreaterThan(1);
    expect(stopsOf(gramMatrixInPieces(rows))).toBeGreaterThan(1);
  });
});

it('a blend goes where it is told to', () => {
  const out = new Float32Array(size);
  expect(finish(blendRowsInPieces(single, weights, size, out))).toBe(out);
  expect(() => finish(blendRowsInPieces(single, weights, size, new Float32Array(3)))).toThrow(/3 numbers/);
});

it('no rows add up to zeros and have no Gram matrix', () => {
  expect(finish(combineRowsInPieces([], [], 3))).toEqual(new Float64Array(3));
  expect(finish(gramMatrixInPieces([]))).toEqual([]);
});

it('a Gram matrix that would fill the memory is refused before it is made', () => {
  const rows = Array.from({ length: 12_000 }, () => new Float32Array(1));
  expect(() => finish(gramMatrixInPieces(rows))).toThrow(/1.1 GB/);
});
