import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import functions from '../../../fixtures/geometry/functions.json';
import shell from '../../../fixtures/geometry/shell.json';
import statistics from '../../../fixtures/geometry/statistics.json';
import { finish } from '../../tensor/work.ts';
import { lerp } from '../lerp.ts';
import { slerp } from '../slerp.ts';
import { angleBetween } from '../sphere.ts';
import { dimensions, gaussian, seeds } from '../testing/arbitraries.ts';
import { hardPairs, unitOf } from '../testing/hardPairs.ts';
import { norm } from '../vector.ts';
import { perChannelMoments } from './channelMoments.ts';
import { encoderDivergence } from './encoderDivergence.ts';
import { histogram } from './histogram.ts';
import { logLowerGamma, logUpperGamma } from './incompleteGamma.ts';
import { ksDistance } from './ksDistance.ts';
import { lerpAgainstSlerp } from './lerpAgainstSlerp.ts';
import { logGamma } from './logGamma.ts';
import { normalProbability } from './normalDistribution.ts';
import { planeOfEnds } from './planeOfEnds.ts';
import { radialDeltaLogP } from './radialDelta.ts';
import { scientific, scientificText } from './scientific.ts';
import { logNormProbability, shellRow, shellTable } from './shellTable.ts';

/** Relative to the larger of 1 and the expected value. */
const error = (value: number, expected: number) => Math.abs(value - expected) / Math.max(1, Math.abs(expected));

describe('the functions of mpmath', () => {
  it.each(functions.gamma)('ln Gamma($x)', ({ x, log }) => {
    expect(error(logGamma(x), log)).toBeLessThan(1e-14);
  });

  it.each(functions.incompleteGamma)('ln P and ln Q of a = $a, x = $x', ({ a, x, logLower, logUpper }) => {
    expect(error(logLowerGamma(a, x), logLower)).toBeLessThan(1e-10);
    expect(error(logUpperGamma(a, x), logUpper)).toBeLessThan(1e-10);
  });

  it.each(functions.normal)('P(Z < $x)', ({ x, probability }) => {
    expect(normalProbability(x) / probability).toBeCloseTo(1, 12);
  });

  it('P and Q are one together', () => {
    const a = fc.double({ min: 0.01, max: 4000, noNaN: true });
    fc.assert(
      fc.property(a, fc.double({ min: 0, max: 3, noNaN: true }), (order, ratio) => {
        const x = order * ratio;
        expect(Math.exp(logLowerGamma(order, x)) + Math.exp(logUpperGamma(order, x))).toBeCloseTo(1, 10);
      }),
    );
  });

  it('are refused where they are not defined', () => {
    expect(() => logGamma(0)).toThrow(/Gamma\(0\)/);
    expect(() => logLowerGamma(0, 1)).toThrow(/not defined/);
    expect(() => logUpperGamma(1, Number.NaN)).toThrow(/not defined/);
    expect(logLowerGamma(2, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(logUpperGamma(2, 0)).toBe(0);
  });
});

describe('the shell table', () => {
  it.each(shell)('in $dimensions dimensions is that of mpmath to more than four digits', (expected) => {
    const row = shellRow(expected.dimensions);
    expect(row.meanNorm / expected.meanNorm).toBeCloseTo(1, 12);
    expect(row.deviation ** 2 / expected.variance).toBeCloseTo(1, 8);
    expect(row.midpoint / expected.midpoint).toBeCloseTo(1, 14);
    expect(error(row.radialDelta, expected.radialDelta)).toBeLessThan(1e-13);
    const { mantissa, exponent } = scientific(row.logProbability);
    expect(exponent).toBe(expected.exponent);
    expect(mantissa / expected.mantissa).toBeCloseTo(1, 6);
  });

  it('reads as in the specification', () => {
    const words = shellTable().map(({ logProbability }) => scientificText(logProbability, 2));
    expect(words).toEqual(['3.9e-1', '1.1e-1', '7.0e-6', '1.7e-23', '2.8e-174', '6.0e-690', '9.4e-2752']);
  });

  it('says that half of all noise is shorter than its mean norm, about', () => {
    expect(Math.exp(logNormProbability(Math.sqrt(4096), 4096))).toBeCloseTo(0.5, 2);
    expect(Math.exp(logNormProbability(1, 2))).toBeCloseTo(0.39347, 5);
  });
});

it('numbers too small for a float carry over when they round up', () => {
  expect(scientificText(Math.log(9.9996) - 5000 * Math.LN10, 4)).toBe('1.000e-4999');
});

describe('the radial delta', () => {
  it('is zero on the shell, and least likely far inside and far outside', () => {
    fc.assert(
      fc.property(dimensions, (d) => {
        expect(radialDeltaLogP(Math.sqrt(d), d)).toBeCloseTo(0, 9);
        expect(error(radialDeltaLogP(Math.sqrt(d / 2), d) ?? 0, shellRow(d).radialDelta)).toBeLessThan(1e-12);
      }),
    );
  });

  it('has no value at norm 0, and never is NaN', () => {
    expect(radialDeltaLogP(0, 4)).toBeUndefined();
    expect(radialDeltaLogP(0, 1)).toBe(0.5);
  });
});

describe('lerp against slerp', () => {
  it('tells what the vectors themselves show', () => {
    fc.assert(
      fc.property(dimensions, seeds, (size, seed) => {
        const [a, b] = [gaussian(size, seed), gaussian(size, seed + 1)];
        const { rows, angle } = lerpAgainstSlerp(a, b, 5);
        fc.pre(angle < 3.1 && norm(a) > 0.1 && norm(b) > 0.1);
        for (const { t, lerp: byLerp, slerp: bySlerp } of rows) {
          const [line, circle] = [lerp(a, b, t), slerp(a, b, t)];
          expect(norm(line) / byLerp.norm).toBeCloseTo(1, 4);
          expect(norm(circle) / bySlerp.norm).toBeCloseTo(1, 5);
          expect(angleBetween(unitOf(a), unitOf(line))).toBeCloseTo(byLerp.angle, 4);
          expect(angleBetween(unitOf(a), unitOf(circle))).toBeCloseTo(bySlerp.angle, 5);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has finite numbers for any two points', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        for (const { lerp: byLerp, slerp: bySlerp } of lerpAgainstSlerp(a, b, 4).rows) {
          for (const value of Object.values({ ...byLerp, ...bySlerp })) {
            expect(value === undefined || Number.isFinite(value)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows lerp through the hole and slerp on the shell', () => {
    const middle = lerpAgainstSlerp(gaussian(16384, 1), gaussian(16384, 2), 3).rows[1];
    expect(middle?.lerp.radialDelta).toBeLessThan(-1500);
    expect(middle?.slerp.radialDelta).toBeGreaterThan(-5);
  });

  it('of opposite points has a middle of norm 0 by lerp', () => {
    const rows = lerpAgainstSlerp(Float32Array.of(1, 0), Float32Array.of(-1, 0), 3).rows;
    expect(rows[1]?.lerp.norm).toBeLessThan(1e-15);
    expect(rows[1]?.slerp.norm).toBeCloseTo(1, 12);
  });

  it('names a zero end', () => {
    expect(() => lerpAgainstSlerp(Float32Array.of(1), Float32Array.of(0), 3)).toThrow(/^b is zero/);
  });
});

describe('statistics', () => {
  const values = Float32Array.from(statistics.values);

  it('have the Kolmogorov-Smirnov distance of SciPy', () => {
    expect(ksDistance(values)).toBeCloseTo(statistics.ksDistance, 13);
  });

  it('have the largest of all gaps as their Kolmogorov-Smirnov distance, however they lie', () => {
    const numbers = fc.oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.float({ min: -4, max: 4, noNaN: true }),
      fc.constantFrom(0, -0, 1 / 256, -8, 8, 1e-30, -1e-30),
    );
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 200 }), fc.constantFrom(1, 1e-3), (given, factor) => {
        const values = Float64Array.from(given, (value) => value * factor);
        const gaps = values.toSorted().map((value, rank, { length }) => {
          const expected = normalProbability(value);
          return Math.max(expected - rank / length, (rank + 1) / length - expected);
        });
        expect(ksDistance(values)).toBeCloseTo(Math.max(...gaps), 12);
        expect(ksDistance(Float32Array.from(values))).toBeCloseTo(Math.max(...gaps), 6);
      }),
    );
  });

  it('find noise normal and shrunken noise not', () => {
    expect(ksDistance(gaussian(16384, 1))).toBeLessThan(1.36 / 128);
    expect(ksDistance(gaussian(16384, 1, 0.7))).toBeGreaterThan(0.05);
    expect(ksDistance(new Float32Array(10))).toBe(0.5);
    expect(ksDistance(new Float32Array(10).fill(-10))).toBeCloseTo(1, 12);
    expect(ksDistance(new Float32Array(10).fill(10))).toBeCloseTo(1, 12);
  });

  it('have the moments of NumPy, channel by channel', () => {
    perChannelMoments(values, 4).forEach(({ mean, variance, least, greatest }, channel) => {
      expect(mean).toBeCloseTo(statistics.channelMeans[channel] ?? Number.NaN, 13);
      expect(variance).toBeCloseTo(statistics.channelVariances[channel] ?? Number.NaN, 13);
      expect(least).toBe(Math.min(...values.subarray(channel * 50, channel * 50 + 50)));
      expect(greatest).toBe(Math.max(...values.subarray(channel * 50, channel * 50 + 50)));
    });
  });

  it('have the histogram of NumPy', () => {
    const { edges, counts } = finish(histogram([values], 8));
    expect(counts).toEqual(statistics.histogram.counts);
    edges.forEach((edge, i) => {
      expect(edge).toBeCloseTo(statistics.histogram.edges[i] ?? Number.NaN, 13);
    });
  });

  it('count every value once, within the range or beside it', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        (data, bins) => {
          const whole = finish(histogram([data], bins));
          expect(whole.counts.reduce((sum, count) => sum + count, 0)).toBe(data.length);
          const { counts, below, above } = finish(histogram([data], bins, [-1, 1]));
          expect(counts.reduce((sum, count) => sum + count, below + above)).toBe(data.length);
        },
      ),
    );
    expect(finish(histogram([new Float32Array(5)], 2))).toEqual({
      edges: [-0.5, 0, 0.5],
      counts: [0, 5],
      below: 0,
      above: 0,
    });
  });

  it('refuse what is not finite, nothing at all, and channels that do not fit', () => {
    const broken = Float32Array.of(1, Number.NaN);
    expect(() => ksDistance(broken)).toThrow(/not all finite/);
    expect(() => finish(histogram([broken], 4))).toThrow(/not all finite/);
    expect(() => ksDistance(new Float32Array(0))).toThrow(/no values/);
    expect(() => finish(histogram([new Float32Array(0)], 4))).toThrow(/no values/);
    expect(() => finish(histogram([values], 0))).toThrow(RangeError);
    expect(() => perChannelMoments(values, 3)).toThrow(/3 channels/);
  });
});

describe('the divergence of an encoder from N(0, I)', () => {
  const { mean, logVariance, divergence } = statistics.encoder;

  it('is that of NumPy, and its map sums the channels', () => {
    const found = encoderDivergence(Float32Array.from(mean), Float32Array.from(logVariance), 3);
    expect(found.sum).toBeCloseTo(divergence, 12);
    expect(found.mean).toBeCloseTo(divergence / 12, 12);
    expect(found.map).toHaveLength(4);
  });

  it('is exactly zero at mean 0 and variance 1, and never below', () => {
    expect(encoderDivergence(new Float32Array(8), new Float32Array(8), 2).sum).toBe(0);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.float({ noNaN: true }), (mu, log) => {
        const { sum } = encoderDivergence(Float32Array.of(mu), Float32Array.of(log), 1);
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(sum)).toBe(true);
      }),
    );
  });

  it('needs as many variances as means', () => {
    expect(() => encoderDivergence(new Float32Array(8), new Float32Array(4), 2)).toThrow(/8 means and 4 variances/);
  });
});

describe('the plane of the ends', () => {
  it('holds both ends, and says how far away the others are', () => {
    const frames = [Float32Array.of(2, 0, 0), Float32Array.of(1, 1, 3), Float32Array.of(0, 5, 0)];
    expect(finish(planeOfEnds(frames))).toEqual([
      { x: 2, y: 0, away: 0 },
      { x: 1, y: 1, away: 3 },
      { x: 0, y: 5, away: 0 },
    ]);
  });

  it('keeps norms', () => {
    const frames = [1, 2, 3, 4].map((seed) => gaussian(4096, seed));
    finish(planeOfEnds(frames)).forEach(({ x, y, away }, i) => {
      expect(Math.hypot(x, y, away) / norm(frames[i] ?? gaussian(1, 1))).toBeCloseTo(1, 12);
    });
  });

  it('of a closed or empty sequence has no second axis', () => {
    const a = gaussian(16, 1);
    expect(finish(planeOfEnds([a, gaussian(16, 2), a])).map(({ y }) => y)).toEqual([0, 0, 0]);
    expect(finish(planeOfEnds([]))).toEqual([]);
  });
});
