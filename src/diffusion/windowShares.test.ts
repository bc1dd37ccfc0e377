import { describe, expect, test } from 'vitest';
import { windowCurves, windowShares } from './windowShares.ts';

describe.each(windowCurves)('a window whose shares are %s', (curve) => {
  test.each([1, 2, 5, 50])('of %d steps injects as much as one step', (count) => {
    const shares = windowShares(count, curve);
    expect(shares).toHaveLength(count);
    expect(shares.every((share) => share > 0)).toBe(true);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

test('rising is falling the other way round, and the middle is the same both ways', () => {
  const near = (values: readonly number[]) => values.map((value) => Number(value.toFixed(12)));
  expect(windowShares(7, 'rising')).toEqual(windowShares(7, 'falling').reverse());
  expect(near(windowShares(7, 'middle'))).toEqual(near(windowShares(7, 'middle').reverse()));
  expect(windowShares(3, 'rising')).toEqual([1 / 6, 2 / 6, 3 / 6]);
});
