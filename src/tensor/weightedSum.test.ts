import { expect, test } from 'vitest';
import { tensor } from './tensor.ts';
import { weightedSum } from './weightedSum.ts';

const of = (...values: number[]) => tensor(Float32Array.from(values), [1, values.length]);

test('adds tensors by weight, rounding once', () => {
  expect([
    ...weightedSum([
      [2, of(1, 2)],
      [-1, of(0.5, 4)],
    ]).data,
  ]).toEqual([1.5, 0]);
  const large = of(1e8);
  expect(
    weightedSum([
      [1, large],
      [1, of(1)],
      [-1, large],
    ]).data[0],
  ).toBe(1);
});

test('a weight of zero leaves out even infinities', () => {
  expect(
    weightedSum([
      [0, of(Number.POSITIVE_INFINITY)],
      [1, of(3)],
    ]).data[0],
  ).toBe(3);
});

test('refuses sizes that differ, and nothing at all', () => {
  expect(() =>
    weightedSum([
      [1, of(1)],
      [1, of(1, 2)],
    ]),
  ).toThrow('cannot add [1, 2] to [1, 1]');
  expect(() => weightedSum([])).toThrow('nothing to add up');
});
