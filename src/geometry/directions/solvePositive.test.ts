import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../../tensor/random.ts';
import { finish } from '../../tensor/work.ts';
import { shuffled } from '../shuffle.ts';
import { solvePositive } from './solvePositive.ts';

const rows = (...values: number[][]) => values.map((row) => Float64Array.from(row));

describe('a positive definite system', () => {
  it.each([
    ['of one row', rows([4]), [2]],
    ['of two rows', rows([4, 2], [2, 5]), [1, -2]],
    ['of three rows', rows([4, 2, -1], [2, 5, 0.5], [-1, 0.5, 3]), [0.5, -1, 2]],
  ])('%s is solved', (_, matrix, x) => {
    const right = Float64Array.from(matrix, (row) => row.reduce((sum, value, j) => sum + value * (x[j] ?? 0), 0));
    const before = Float64Array.from(right);
    finish(solvePositive(matrix, right)).forEach((value, i) => {
      expect(value).toBeCloseTo(x[i] ?? Number.NaN, 12);
    });
    expect(right).toEqual(before);
  });

  it.each([
    ['singular', rows([1, 1], [1, 1])],
    ['indefinite', rows([1, 2], [2, 1])],
    ['zero', rows([0])],
    ['not finite', rows([Number.NaN])],
  ])('that is %s is refused', (_, matrix) => {
    expect(() => finish(solvePositive(matrix, new Float64Array(matrix.length)))).toThrow('cannot be inverted');
  });
});

describe('shuffling', () => {
  const items = Array.from({ length: 12 }, (_, i) => i);

  it('keeps every item once, leaves the list as it was, and repeats by its seed', () => {
    const first = shuffled(items, new TorchGenerator(1));
    expect([...first].sort((a, b) => a - b)).toEqual(items);
    expect(items).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(shuffled(items, new TorchGenerator(1))).toEqual(first);
    expect(shuffled(items, new TorchGenerator(2))).not.toEqual(first);
  });

  it('lets every item come to every place, its own too', () => {
    const three = ['a', 'b', 'c'];
    const orders = Array.from({ length: 200 }, (_, seed) => shuffled(three, new TorchGenerator(seed)).join(''));
    expect([...new Set(orders)].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  });
});
