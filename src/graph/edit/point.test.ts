import { expect, test } from 'vitest';
import { storable } from './point.ts';

test('a place is what comes back from a file: finite, within the limits, and no negative zero', () => {
  for (const point of [
    [-0, 0],
    [Number.NaN, 1e300],
    [-1e300, 2.5],
  ] as const) {
    expect(JSON.parse(JSON.stringify(storable(point)))).toEqual(storable(point));
  }
  expect(storable([Number.NaN, 1e300])).toEqual([0, 1e9]);
});
