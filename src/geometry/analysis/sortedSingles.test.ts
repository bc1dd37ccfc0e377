import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gaussian } from '../testing/arbitraries.ts';
import { sortedSingles } from './sortedSingles.ts';

it('sorts as comparing does, zeros, infinities and the smallest numbers included', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 300 }), (values) => {
      expect(sortedSingles(values)).toEqual(values.toSorted());
    }),
  );
  const noise = gaussian(65536, 1);
  expect(sortedSingles(noise)).toEqual(noise.toSorted());
});

it('leaves its input as it is, and puts what is no number at an end', () => {
  const values = Float32Array.of(3, Number.NaN, -1);
  expect([...sortedSingles(values)]).toContain(-1);
  expect(sortedSingles(values).findIndex(Number.isNaN) % 2).toBe(0);
  expect([...values]).toEqual([3, Number.NaN, -1]);
});
