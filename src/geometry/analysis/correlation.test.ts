import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation } from './correlation.ts';
import { jumpsAmong, median } from './jumps.ts';

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 20 });
const slopes = fc.integer({ min: -50, max: 50 });

describe('correlation', () => {
  it('is 1 or -1 for points on a line, by the sign of its slope', () => {
    fc.assert(
      fc.property(numbers, slopes, slopes, (x, slope, intercept) => {
        fc.pre(new Set(x).size > 1 && slope !== 0);
        const line = x.map((value) => slope * value + intercept);
        expect(correlation(x, line)).toBeCloseTo(Math.sign(slope), 8);
      }),
    );
  });

  it('is the same both ways, and its square is what a line leaves unexplained, taken from 1', () => {
    expect(correlation([-1, 0, 1], [1, 0, 1])).toBe(0);
    // y = 0.5 x + 0.5 leaves 0.25 + 1 + 0.25 of squares that sum to 2.75 - 0.75.
    expect((correlation([0, 1, 2], [1, 0, 2]) ?? 0) ** 2).toBeCloseTo(1 - 1.5 / 2, 12);
    expect(correlation([0, 1, 2], [1, 0, 2])).toBe(correlation([1, 0, 2], [0, 1, 2]));
  });

  it('needs three pairs that vary', () => {
    expect(correlation([1, 2], [1, 2])).toBeUndefined();
    expect(correlation([1, 2, 3], [4, 4, 4])).toBeUndefined();
    expect(correlation([1, 2, 3], [-2, -4, -6])).toBe(-1);
  });
});

describe('jumps', () => {
  it('are the steps that change far more than is usual', () => {
    expect(jumpsAmong([1, 1.2, 0.9, 7, 1, 4], 3)).toEqual([3, 5]);
    expect(jumpsAmong([1, 1.2, 0.9, 7, 1, 4], 5)).toEqual([3]);
  });

  it('do not hang on the unit, nor on how large the largest is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 }), (changes) => {
        const found = jumpsAmong(changes, 3);
        expect(
          jumpsAmong(
            changes.map((change) => 8 * change),
            3,
          ),
        ).toEqual(found);
        for (const index of found) expect(changes[index]).toBeGreaterThan(3 * (median(changes) ?? 0));
      }),
    );
  });

  it('stand out from what is usual elsewhere, where that is given', () => {
    expect(jumpsAmong([4, 5], 3, [1, 1, 1, 4, 5])).toEqual([0, 1]);
    expect(jumpsAmong([4, 5], 3)).toEqual([]);
  });

  it('are found between steps that change nothing, and are none where nothing changes or there is no step', () => {
    expect(jumpsAmong([0, 0, 0, 0, 5], 3)).toEqual([4]);
    expect(jumpsAmong([0, 0, 0], 3)).toEqual([]);
    expect(jumpsAmong([], 3)).toEqual([]);
    expect([median([]), median([4, 1]), median([3, 1, 2])]).toEqual([undefined, 2.5, 2]);
  });
});
