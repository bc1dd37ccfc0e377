import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variancePreservingBlend } from './lerp.ts';
import { gaussian } from './testing/arbitraries.ts';
import { distance, norm } from './vector.ts';
import { latentOptimalBlend, weightedBlend } from './weightedBlend.ts';

const points = [1, 2, 3, 4, 5].map((seed) => gaussian(16384, seed));

describe('the weighted blend', () => {
  it('divides weights by their sum and says so', () => {
    const blend = weightedBlend([Float32Array.of(1, 2), Float32Array.of(3, 6)], [1, 3]);
    expect(blend).toEqual({ point: Float32Array.of(2.5, 5), shares: [0.25, 0.75], normalised: true });
    expect(weightedBlend([Float32Array.of(1)], [1]).normalised).toBe(false);
  });

  it('of one point repeated is that point', () => {
    const [a = new Float32Array(0)] = points;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 9 }),
        (weights) => {
          const { point } = weightedBlend(
            weights.map(() => a),
            weights,
          );
          expect(distance(point, a) / norm(a)).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('refuses weights that make a direction, and weights that are none', () => {
    const [a = new Float32Array(0), b = a] = points;
    expect(() => weightedBlend([a, b], [1, -1])).toThrow(/sum to zero/);
    expect(() => weightedBlend([a, b], [0, 0])).toThrow(/sum to zero/);
    expect(() => weightedBlend([a, b], [1])).toThrow('1 weights for 2 points');
    expect(() => weightedBlend([a], [Number.POSITIVE_INFINITY])).toThrow(/not a valid weight/);
    expect(() => weightedBlend([a, gaussian(4, 1)], [1, 1])).toThrow(/16384 and 4/);
  });
});

describe('the blend that keeps N(mean, I)', () => {
  const zero = new Float32Array(16384);

  it('is the blend for mean 0 there', () => {
    const weights = [0.3, -0.2, 0.5, 0.1, 0.3];
    const expected = variancePreservingBlend(points, weights);
    expect(distance(latentOptimalBlend(points, weights, zero), expected) / norm(expected)).toBeLessThan(1e-6);
  });

  it('keeps the norm and the mean of noise around any mean', () => {
    const mean = zero.map(() => 3);
    const shifted = points.map((point) => point.map((value) => value + 3));
    const blend = latentOptimalBlend(shifted, [1, 2, 0.5, 1, 1], mean);
    expect(blend.reduce((sum, value) => sum + value, 0) / blend.length).toBeCloseTo(3, 1);
    expect(distance(blend, mean) / 128).toBeCloseTo(1, 1);
  });

  it('gives a single point back whatever its weight', () => {
    const [a = zero] = points;
    expect(distance(latentOptimalBlend([a], [7], zero.fill(1)), a) / norm(a)).toBeLessThan(1e-6);
  });

  it('refuses weights that are all zero', () => {
    expect(() => latentOptimalBlend(points, [0, 0, 0, 0, 0], zero)).toThrow('all weights are zero');
  });
});
