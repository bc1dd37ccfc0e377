import { describe, expect, it } from 'vitest';
import { finish } from '../../tensor/work.ts';
import { histogram } from './histogram.ts';
import { ksDistance } from './ksDistance.ts';
import { normalProbability } from './normalDistribution.ts';

const of = (...values: number[]) => Float32Array.from(values);

describe('a histogram', () => {
  it('counts each value in the bin that begins at or below it, the greatest in the last', () => {
    expect(finish(histogram([of(0, 0.5, 1, 1.5, 2, 3, 4)], 4))).toEqual({
      edges: [0, 1, 2, 3, 4],
      counts: [2, 2, 1, 2],
      below: 0,
      above: 0,
    });
  });

  it('counts apart what lies outside a given range', () => {
    expect(finish(histogram([of(-5, -1, -0.5, 1, 1.5, 9)], 2, [-1, 1]))).toEqual({
      edges: [-1, 0, 1],
      counts: [2, 1],
      below: 1,
      above: 2,
    });
  });

  it('has room around values that are all equal', () => {
    const { edges, counts } = finish(histogram([of(3, 3, 3)], 2));
    expect(edges).toEqual([2.5, 3, 3.5]);
    expect(counts).toEqual([0, 3]);
    const far = finish(histogram([Float64Array.of(-2e9, -2e9)], 1));
    expect(far.edges).toEqual([-2e9 - 2000, -2e9 + 2000]);
  });

  it('of nothing, of what is not finite, or in no bins is refused', () => {
    expect(() => finish(histogram([of()], 4))).toThrow('no values to count');
    expect(() => finish(histogram([of(1, Number.NaN)], 4))).toThrow('not all finite');
    expect(() => finish(histogram([of(1, 2), of(Number.NaN)], 4))).toThrow('not all finite');
    for (const bins of [0, -1, 1.5]) expect(() => finish(histogram([of(1, 2)], bins))).toThrow(`${bins} bins`);
    expect(() => finish(histogram([of(1, 2)], 2, [1, 1]))).toThrow('2 bins of 1..1');
    expect(() => finish(histogram([of(1, 2)], 2, [2, 1]))).toThrow('2 bins of 2..1');
    expect(finish(histogram([of(1, 2)], 1)).counts).toEqual([2]);
  });
});

describe('the distance to the normal distribution', () => {
  /** By its definition. */
  const largestGap = (values: Float32Array) => {
    const rising = [...values].sort((a, b) => a - b);
    const gaps = rising.flatMap((value, rank) => {
      const expected = normalProbability(value);
      return [expected - rank / rising.length, (rank + 1) / rising.length - expected];
    });
    return Math.max(...gaps);
  };

  it.each([
    ['one value', of(0)],
    ['one value on the left', of(-1)],
    ['several in one place', of(0.3, 0.3, 0.3)],
    ['values near each other', of(0.1, 0.1001, 0.1002, 0.1003)],
    ['values beyond all that is counted', of(-9, -8, 8, 9, 20)],
    ['values at the edges of what is counted', of(-8, 7.9999, 8)],
    ['a spread set', of(-2, -1.3, -0.4, 0, 0.2, 0.21, 0.9, 1.7)],
    ['a shifted set', of(1, 1.5, 2, 2.5, 3)],
  ])('is the largest gap, for %s', (_, values) => {
    expect(ksDistance(values)).toBeCloseTo(largestGap(values), 12);
  });

  it('of nothing, or of what is not finite, is refused', () => {
    expect(() => ksDistance(of())).toThrow('no values to compare');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
      expect(() => ksDistance(of(0, value))).toThrow('not all finite');
  });
});
