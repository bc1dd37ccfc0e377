import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { gramMatrix } from './gramMatrix.ts';
import { orthonormalBasis } from './orthonormalBasis.ts';
import { combineRows, productsWithRows } from './rows.ts';
import { gaussian } from './testing/arbitraries.ts';
import { weightedSum } from './testing/weightedSum.ts';
import { dot } from './vector.ts';

describe.each([0, 1, 3, 4, 5, 11])('%i rows at once', (count) => {
  const rows = Array.from({ length: count }, (_, k) => gaussian(37, k + 1));
  const vector = gaussian(37, 99);

  it('give the inner products that each gives alone', () => {
    productsWithRows(rows, vector).forEach((product, k) => {
      expect(product).toBeCloseTo(dot(rows[k] ?? vector, vector), 12);
    });
  });

  it('add up to their weighted sum', () => {
    const weights = rows.map((_, k) => k - 1.5);
    const expected = count === 0 ? new Float64Array(37) : weightedSum(rows, weights);
    combineRows(rows, weights, 37).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    });
  });

  it('have a symmetric Gram matrix', () => {
    const gram = gramMatrix(rows);
    gram.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(dot(rows[i] ?? vector, rows[j] ?? vector), 12);
      });
    });
  });
});

it('rows of another length are refused, in or out of a group of four', () => {
  const rows = [8, 8, 8, 9].map((size) => gaussian(size, 1));
  expect(() => productsWithRows(rows, gaussian(8, 2))).toThrow(/8 and 9/);
  expect(() => combineRows(rows.slice(3), [1], 8)).toThrow(/8 and 9/);
});

describe('an orthonormal basis', () => {
  it('spans the vectors and drops what is said already', () => {
    const [a, b] = [gaussian(512, 1), gaussian(512, 2, 1e20)];
    const basis = finish(
      orthonormalBasis([a, b, new Float32Array(512), Float64Array.from(a, (x, i) => x + (b[i] as number))]),
    );
    expect(basis).toHaveLength(2);
    gramMatrix(basis).forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(i === j ? 1 : 0, 14);
      });
    });
  });

  it('keeps a vector that is new by a millionth only', () => {
    const a = gaussian(512, 1);
    const nearly = Float64Array.from(a, (value, i) => value + (i === 0 ? 1e-6 : 0));
    const [first, second] = finish(orthonormalBasis([a, nearly]));
    expect(Math.abs(dot(first ?? a, second ?? a))).toBeLessThan(1e-14);
  });
});
