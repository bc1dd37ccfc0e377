import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { karcherMean } from './karcherMean.ts';
import { multiSlerp, normaliseWeights } from './multiSlerp.ts';
import { slerp } from './slerp.ts';
import { logMap } from './sphere.ts';
import { gaussian, pairs } from './testing/arbitraries.ts';
import { weightedSum } from './testing/weightedSum.ts';
import { distance, norm, polar } from './vector.ts';

const axis = (size: number, index: number, length = 1) =>
  Float32Array.from({ length: size }, (_, i) => (i === index ? length : 0));
const relativeError = (value: Float32Array, expected: Float32Array) => distance(value, expected) / norm(expected);

describe('multi-slerp by the mean on the sphere', () => {
  it('is slerp for two points', () => {
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ a, b }, t) => {
        fc.pre(a.length > 16);
        expect(relativeError(multiSlerp([a, b], [1 - t, t]), slerp(a, b, t))).toBeLessThan(1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order', () => {
    const points = [1, 2, 3, 4, 5].map((seed) => gaussian(4096, seed));
    const weights = [0.1, 0.4, 0.2, 0.25, 0.05];
    const order = [3, 0, 4, 1, 2];
    const shuffled = multiSlerp(
      order.map((i) => points[i] ?? axis(1, 0)),
      order.map((i) => weights[i] ?? 0),
    );
    expect(relativeError(shuffled, multiSlerp(points, weights))).toBeLessThan(1e-6);
  });

  it('weighs four orthogonal points of equal weight alike', () => {
    const blend = multiSlerp(
      [0, 1, 2, 3].map((i) => axis(4, i)),
      [1, 1, 1, 1],
    );
    for (const share of blend) expect(share).toBeCloseTo(0.5, 6);
  });

  it('stands where the weighted pulls of all points cancel', () => {
    const units = [1, 2, 3].map((seed) => polar(gaussian(256, seed), 'point').unit);
    const weights = [0.5, 0.3, 0.2];
    const mean = karcherMean(units, weights);
    expect(
      norm(
        weightedSum(
          units.map((unit) => logMap(mean, unit)),
          weights,
        ),
      ),
    ).toBeLessThan(1e-10);
  });

  it('has the weighted mean of the norms', () => {
    const blend = multiSlerp([axis(8, 0, 1), axis(8, 1, 2), axis(8, 2, 6)], [1, 1, 2]);
    expect(norm(blend)).toBeCloseTo(0.25 + 0.5 + 3, 5);
  });

  it('leaves points of weight zero out and returns a point that stands alone', () => {
    const alone = gaussian(64, 9);
    expect(relativeError(multiSlerp([axis(64, 0), alone, axis(64, 3)], [0, 7, 0]), alone)).toBeLessThan(1e-6);
  });

  it('finds the mean of points all around a cone that is nearly flat', () => {
    for (const height of [0.3, 0.1, 0.03]) {
      const points = [0, 1, 2, 3, 4].map((i) => {
        const turn = (2 * Math.PI * i) / 5 + 0.1 * i * i;
        return Float32Array.from({ length: 64 }, (_, k) => [Math.cos(turn), Math.sin(turn), height][k] ?? 0);
      });
      const mean = polar(multiSlerp(points, [1, 1, 1, 1, 1]), 'mean').unit;
      const pulls = points.map((point) => logMap(mean, polar(point, 'point').unit));
      expect(norm(weightedSum(pulls, [0.2, 0.2, 0.2, 0.2, 0.2]))).toBeLessThan(1e-6);
    }
  });

  it('is slerp for two points that are nearly opposite', () => {
    const [a, b] = [axis(1024, 0), Float32Array.from(axis(1024, 0), (x, i) => (i === 1 ? Math.sin(0.005) : -x))];
    expect(relativeError(multiSlerp([a, b], [0.7, 0.3]), slerp(a, b, 0.3))).toBeLessThan(1e-5);
  });

  it('keeps to points that hardly differ, or are the same', () => {
    const a = gaussian(4096, 1);
    const near = a.map((value, i) => value + (i === 0 ? 1e-4 : 0));
    expect(relativeError(multiSlerp([a, near, a], [1, 1, 1]), a)).toBeLessThan(1e-6);
    expect(relativeError(multiSlerp([a, a, a], [3, 2, 1]), a)).toBeLessThan(1e-6);
  });

  it('fails clearly where there is no mean', () => {
    const corners = [0, 1, 2].map((i) =>
      Float32Array.of(Math.cos((i * 2 * Math.PI) / 3), Math.sin((i * 2 * Math.PI) / 3)),
    );
    expect(() => multiSlerp(corners, [1, 1, 1])).toThrow(/no mean of them was found/);
    expect(() => multiSlerp([axis(4, 0), axis(4, 0, -1)], [1, 1])).toThrow(/no mean of them was found/);
    expect(() => multiSlerp([axis(4, 0), axis(4, 0, -1)], [0.9, 0.1])).toThrow(/no mean of them was found/);
  });
});

describe('multi-slerp one point after the other', () => {
  it('weighs four orthogonal points of equal weight unequally, as its definition has it', () => {
    const blend = multiSlerp(
      [0, 1, 2, 3].map((i) => axis(4, i)),
      [1, 1, 1, 1],
      'iterative',
    );
    [0.566, 0.566, 0.462, 0.383].forEach((share, i) => {
      expect(blend[i]).toBeCloseTo(share, 3);
    });
  });

  it('survives leading zero weights', () => {
    const blend = multiSlerp([axis(4, 0), axis(4, 1), axis(4, 2)], [0, 0, 1], 'iterative');
    expect([...blend]).toEqual([0, 0, 1, 0]);
  });
});

describe('weights', () => {
  it('are divided by their sum', () => {
    expect(normaliseWeights([1, 3], 2)).toEqual([0.25, 0.75]);
  });

  it('are refused when all are zero, one is negative or not a number, or their count is wrong', () => {
    expect(() => normaliseWeights([0, 0], 2)).toThrow('all weights are zero');
    expect(() => normaliseWeights([1, -1], 2)).toThrow('-1 is not a valid weight');
    expect(() => normaliseWeights([1, Number.NaN], 2)).toThrow('NaN is not a valid weight');
    expect(() => normaliseWeights([1], 2)).toThrow('1 weights for 2 points');
  });
});
