import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jumpsAmong, median } from './jumps.ts';
import { correlation, linearFit } from './linearFit.ts';

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 20 });
const slopes = fc.integer({ min: -50, max: 50 });

describe('a line through points', () => {
  it('is found again where they lie on one, and explains all of them', () => {
    fc.assert(
      fc.property(numbers, slopes, slopes, (x, slope, intercept) => {
        fc.pre(new Set(x).size > 1 && slope !== 0);
        const fit = linearFit(
          x,
          x.map((value) => slope * value + intercept),
        );
        expect(fit.slope).toBeCloseTo(slope, 8);
        expect(fit.intercept).toBeCloseTo(intercept, 6);
        expect(fit.explained).toBeCloseTo(1, 8);
      }),
    );
  });

  it('explains nothing of a curve that it cannot follow, and says so where nothing varies', () => {
    expect(linearFit([-1, 0, 1], [1, 0, 1])).toEqual({ slope: 0, intercept: expect.closeTo(2 / 3, 12), explained: 0 });
    expect(linearFit([2, 2], [1, 5])).toEqual({ slope: 0, intercept: 3, explained: undefined });
    expect(linearFit([1, 2], [3, 3]).explained).toBeUndefined();
  });
});

describe('correlation', () => {
  it('is the root of what a line explains, with the sign of its slope, and the same both ways', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), (x, step) => {
        const y = x.map((value, index) => value * step + 100 * Math.sin(index * step));
        const found = correlation(x, y);
        fc.pre(found !== undefined);
        expect(found).toBe(correlation(y, x));
        const { slope, explained = 0 } = linearFit(x, y);
        expect(found).toBeCloseTo(Math.sign(slope) * Math.sqrt(explained), 8);
      }),
    );
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
