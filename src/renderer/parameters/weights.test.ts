import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pointInTriangle,
  pointOnPad,
  rounded,
  sharesInTriangle,
  sharesOf,
  sharesOnPad,
  triangle,
  weightsOf,
  withShare,
} from './weights.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const sum = (shares: readonly number[]) => shares.reduce((total, each) => total + each, 0);
const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 2));

describe('shares', () => {
  it('are equal where no weights are given', () => {
    expect(weightsOf([], 4, 'shares')).toEqual([1, 1, 1, 1]);
    expect(sharesOf([0, 0])).toEqual([0.5, 0.5]);
    expect(sharesOf([3, 1])).toEqual([0.75, 0.25]);
  });

  it('stay what they are when there are more or fewer things', () => {
    expect(weightsOf([1, 3], 3, 'shares')).toEqual([1, 3, 2]);
    expect(weightsOf([0.5, -2], 3, 'strengths')).toEqual([0.5, -2, 0]);
    expect(weightsOf([1, 2, 3], 2, 'strengths')).toEqual([1, 2]);
  });

  it('sum to 1 after rounding, so that no node has to warn', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 2, maxLength: 16 }), (weights) => {
        expect(Math.abs(sum(rounded(weights)) - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('keep the proportions of the others when one is set', () => {
    expect(withShare([0.5, 0.25, 0.25], 0, 0.2)).toEqual([0.2, 0.4, 0.4]);
    expect(withShare([1, 0, 0], 0, 0.4)).toEqual([0.4, 0.3, 0.3]);
    expect(withShare([0.2, 0.8], 1, 1)).toEqual([0, 1]);
    expect(withShare([0.5, 0.5], 0, -0.5)).toEqual([-0.5, 1.5]);
  });

  it('leave the one that is set as it is set, whatever rounding takes from the others', () => {
    const thirds = [1, 1, 1, 1].map((each) => each / 4);
    expect(withShare(thirds, 0, 0.9)[0]).toBe(0.9);
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 2, maxLength: 16 }),
        fc.integer({ min: 0, max: 1000 }),
        (weights, set) => {
          const shares = withShare(sharesOf(weights), 0, set / 1000);
          expect(shares[0]).toBe(set / 1000);
          expect(Math.abs(sum(shares) - 1)).toBeLessThan(1e-9);
        },
      ),
    );
  });
});

describe('the triangle of three shares', () => {
  it('has one share in each corner', () => {
    expect(triangle.map(sharesInTriangle)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('gives back the place of any shares', () => {
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        const shares = sharesOf([a + 0.01, b, c]);
        expect(sharesInTriangle(pointInTriangle(shares))).toEqual(near(shares));
      }),
    );
  });

  it('takes a place beside it for the nearest one in its row', () => {
    expect(sharesInTriangle([0, 0.5])).toEqual([0.5, 0.5, 0]);
    expect(sharesInTriangle([1, 2])).toEqual([1, 0, 0]);
  });
});

describe('the pad of four shares', () => {
  it('gives back the place that its shares came from', () => {
    fc.assert(
      fc.property(share, share, (right, up) => {
        expect(pointOnPad(sharesOnPad([right, up]))).toEqual(near([right, up]));
      }),
    );
  });

  it('shows equal shares in the middle', () => {
    expect(pointOnPad([0.25, 0.25, 0.25, 0.25])).toEqual([0.5, 0.5]);
  });
});
