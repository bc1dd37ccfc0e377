import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../tensor/work.ts';
import { expectedNorm, normVariance } from '../shell.ts';
import { dimensions, seeds } from '../testing/arbitraries.ts';
import { normDensity } from './normDensity.ts';
import { normsOfNoise } from './normsOfNoise.ts';
import { logNormProbability } from './shellTable.ts';

describe('the density of the norm of noise', () => {
  it('is the slope of the probability of a norm below', () => {
    fc.assert(
      fc.property(dimensions, fc.double({ min: -3, max: 3, noNaN: true }), (d, deviations) => {
        const radius = expectedNorm(d) + deviations * Math.sqrt(normVariance(d));
        fc.pre(radius > 0.05);
        const step = 1e-4;
        const below = (r: number) => Math.exp(logNormProbability(r, d));
        const slope = (below(radius + step) - below(radius - step)) / (2 * step);
        expect(normDensity(radius, d)).toBeCloseTo(slope, 4);
      }),
    );
  });

  it('is that of Rayleigh in the plane, and half a bell on the line', () => {
    expect(normDensity(1, 2)).toBeCloseTo(Math.exp(-0.5), 12);
    expect(normDensity(0, 1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 12);
    expect(normDensity(0, 2)).toBe(0);
    expect(normDensity(-1, 2)).toBe(0);
    expect(() => normDensity(1, 0)).toThrow('0 is not a number of dimensions');
  });
});

describe('norms of noise that is drawn', () => {
  it('have the mean and the deviation of theory', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(2, 16, 256), (seed, d) => {
        const norms = finish(normsOfNoise(d, 400, seed));
        const mean = norms.reduce((sum, value) => sum + value, 0) / norms.length;
        const variance = norms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / norms.length;
        expect(Math.abs(mean - expectedNorm(d))).toBeLessThan(5 * Math.sqrt(normVariance(d) / 400));
        expect(variance / normVariance(d)).toBeGreaterThan(0.6);
        expect(variance / normVariance(d)).toBeLessThan(1.5);
      }),
      { numRuns: 30 },
    );
  });

  it('are the same for the same seed, and others for another', () => {
    const drawn = (seed: number) => [...finish(normsOfNoise(16, 3, seed))];
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(new Set(drawn(1)).size).toBe(3);
  });
});
