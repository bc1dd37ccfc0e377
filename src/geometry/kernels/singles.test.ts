import { describe, expect, it } from 'vitest';
import { gaussian } from '../testing/arbitraries.ts';
import { weightedSum } from '../testing/weightedSum.ts';
import { distance } from '../vector.ts';
import {
  blendSingles,
  dotSingles,
  gramOfSingles,
  holdSingles,
  maskSingles,
  squaresOfSingles,
  sumSingles,
} from './singles.ts';

/** Shorter than eight numbers, not a multiple of eight, several stretches, and more than the memory gives out at once. */
const sizes = [1, 7, 1000, 70_001, 300_003];

/** Every number the same, signs of zeros too. `toEqual` takes seconds for as much. */
function expectSame(got: Float32Array, wanted: Float32Array): void {
  expect(got.length).toBe(wanted.length);
  const [gotBits, wantedBits] = [got, wanted].map((row) => new Uint32Array(row.buffer, row.byteOffset, row.length));
  expect(gotBits?.findIndex((bits, i) => bits !== wantedBits?.[i])).toBe(-1);
}

describe.each(sizes)('rows of %i numbers', (size) => {
  const rows = [1, 2, 3].map((seed) => gaussian(size, seed));
  const [a, b, c] = rows as [Float32Array, Float32Array, Float32Array];
  const weights = [0.5, -2, 3];
  const sumOf = (term: (i: number) => number) => a.reduce((sum, _, i) => sum + term(i), 0);
  const product = (x: Float32Array, y: Float32Array) => sumOf((i) => (x[i] as number) * (y[i] as number));
  const close = (value: number, expected: number) => expect(Math.abs(value - expected)).toBeLessThan(1e-9 * size);

  it('have the inner products that plain sums give', () => {
    close(dotSingles(a, b), product(a, b));
    close(dotSingles(a, a), product(a, a));
    close(
      squaresOfSingles(2, a, -3, b),
      sumOf((i) => (2 * (a[i] as number) - 3 * (b[i] as number)) ** 2),
    );
    gramOfSingles(rows).forEach((line, i) => {
      line.forEach((value, j) => {
        close(value, product(rows[i] as Float32Array, rows[j] as Float32Array));
      });
    });
  });

  it('have the inner products with the first two only, where no others are asked for', () => {
    const all = gramOfSingles(rows);
    const some = gramOfSingles(rows, 2);
    all.forEach((line, i) => {
      line.forEach((value, j) => {
        expect(some[i]?.[j]).toBe(Math.min(i, j) < 2 ? value : 0);
      });
    });
  });

  it('are combined in float64, and rounded once', () => {
    const expected = weightedSum(rows, weights);
    expect(distance(sumSingles(rows, weights), expected)).toBeLessThan(1e-12);
    expectSame(blendSingles(rows, weights), new Float32Array(sumSingles(rows, weights)));
  });

  it('are mixed by a mask', () => {
    const mixed = (m: number, i: number) => m * (b[i] as number) + (1 - m) * (c[i] as number);
    expectSame(maskSingles(a, b, c, new Float32Array(size)), Float32Array.from(a, mixed));
  });

  it('are mixed by one mask plane after plane', () => {
    const twice = (row: Float32Array) => Float32Array.from({ length: 2 * size }, (_, i) => row[i % size] as number);
    const once = maskSingles(a, b, c, new Float32Array(size));
    expectSame(maskSingles(a, twice(b), twice(c), new Float32Array(2 * size)), twice(once));
  });

  it('may be where the result goes', () => {
    const expected = blendSingles(rows, weights);
    const overwritten = b.slice();
    expect(blendSingles([a, overwritten, c], weights, overwritten)).toBe(overwritten);
    expectSame(overwritten, expected);
  });
});

it('what one call gave out, the next does not change', () => {
  const [a, b] = [gaussian(64, 1), gaussian(64, 2)];
  const first = blendSingles([a], [1]);
  blendSingles([b], [1]);
  expect(first).toEqual(a);
});

it('rows that are held give the same, whatever came in between', () => {
  const rows = [gaussian(100, 1), gaussian(100, 2)];
  const held = holdSingles(rows);
  expect(held.gram()).toEqual(gramOfSingles(rows));
  held.gram();
  expect(held.blend([1, 2])).toEqual(blendSingles(rows, [1, 2]));
  held.gram();
  dotSingles(gaussian(100, 3), gaussian(100, 4));
  expect(held.blend([1, 2])).toEqual(blendSingles(rows, [1, 2]));
});

it('many rows share the memory', () => {
  const rows = Array.from({ length: 900 }, (_, seed) => gaussian(2000, seed));
  const weights = rows.map((_, k) => 1 / (k + 1));
  expect(distance(sumSingles(rows, weights), weightedSum(rows, weights))).toBeLessThan(1e-11);
});
