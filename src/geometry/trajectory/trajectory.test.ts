import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from '../../../fixtures/geometry/trajectory.json';
import { finish } from '../../tensor/work.ts';
import { slerpUnit } from '../slerp.ts';
import { gaussian } from '../testing/arbitraries.ts';
import { hardPairs, unitOf } from '../testing/hardPairs.ts';
import { jittery, jitteryPaths, onGreatCircle } from '../testing/paths.ts';
import { unitSequence } from '../unitSequence.ts';
import { distance, type Vector } from '../vector.ts';
import { angularSpacing } from './angularSpacing.ts';
import { consistency } from './consistency.ts';
import { globalStraightness } from './globalStraightness.ts';
import { crossTrackAngle, localStraightness } from './localStraightness.ts';
import { motion } from './motion.ts';
import { squaredChords, squaredDeviation } from './squaredChords.ts';
import { trajectoryReport } from './trajectoryReport.ts';

const even = onGreatCircle([0, 0.2, 0.4, 0.6, 0.8]);
const uneven = onGreatCircle([0, 0.1, 0.4]);
const still = [1, 2, 3].map(() => unitOf(gaussian(64, 5)));

describe('the metrics of a recorded path', () => {
  const report = finish(trajectoryReport(reference.frames.map((frame) => Float32Array.from(frame))));
  const close = (found: readonly (number | undefined)[], expected: readonly number[]) => {
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    });
  };

  it('are those of geomstats and NumPy', () => {
    close(report.local.midpoint, reference.midpoint);
    close(report.local.crossTrack, reference.crossTrack);
    close(report.spacing.angles, reference.angles);
    close(report.motion.speeds, reference.speeds);
    close(report.motion.accelerations, reference.accelerations);
    expect(report.global.mean).toBeCloseTo(reference.global, 12);
    expect(report.spacing.variance).toBeCloseTo(reference.variance, 12);
    expect(report.spacing.coefficientOfVariation).toBeCloseTo(reference.coefficientOfVariation, 12);
    expect(report.consistency?.oneStep).toBeCloseTo(reference.oneStep, 7);
    expect(report.consistency?.forward).toBeCloseTo(reference.forward, 7);
    expect(report.consistency?.backward).toBeCloseTo(reference.backward, 7);
    expect(report.motion.directness).toBeCloseTo(reference.directness, 12);
    expect(report.motion.angularDirectness).toBeCloseTo(reference.angularDirectness, 12);
  });

  it('are plain data', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('straightness', () => {
  it('is perfect on a great circle at even speed', () => {
    const { meanMidpoint, meanCrossTrack } = finish(localStraightness(even));
    expect(meanMidpoint).toBeLessThan(1e-28);
    expect(meanCrossTrack).toBeLessThan(1e-14);
    expect(finish(globalStraightness(even)).mean).toBeLessThan(1e-15);
  });

  it('of angles 0, .1, .4 is .00999, of which nothing is across the track', () => {
    const { meanMidpoint, meanCrossTrack } = finish(localStraightness(uneven));
    expect(meanMidpoint).toBeCloseTo(0.00999, 5);
    expect(meanMidpoint).toBeCloseTo(4 * Math.sin(0.05) ** 2, 12);
    expect(meanCrossTrack).toBeLessThan(1e-14);
  });

  it('across the track is the angle to the great circle', () => {
    const off = Float64Array.of(Math.cos(0.3), 0, Math.sin(0.3));
    expect(crossTrackAngle(off, Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0))).toBeCloseTo(0.3, 14);
  });

  it('between equal neighbours is not across the track, whatever lies between', () => {
    const [a, b] = [unitOf(gaussian(8, 1)), unitOf(gaussian(8, 2))];
    expect(crossTrackAngle(b, a, a)).toBe(0);
  });

  it('by chords is straightness by vectors', () => {
    fc.assert(
      fc.property(
        hardPairs,
        fc.constantFrom(1e-5, 0.1, 2),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pair, push, t) => {
          const [y, z] = [unitOf(pair.a), unitOf(pair.b)];
          const noise = gaussian(y.length, 11, push / Math.sqrt(y.length));
          const middle = unitOf(y.map((value, i) => value + (noise[i] as number)));
          const byChords = squaredDeviation(finish(squaredChords([y, middle, z])), 0, 1, 2, t);
          expect(Math.abs((byChords ?? Number.NaN) - distance(middle, slerpUnit(y, z, t)) ** 2)).toBeLessThan(
            1e-8 * push ** 2 + 1e-12,
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves out what lies between opposite points, and says how much', () => {
    const circle = onGreatCircle([0, 1, 2, 3, 4, 5, 6, 7, 8].map((eighth) => (eighth * Math.PI) / 4));
    const report = finish(trajectoryReport(circle));
    expect(report.global.leftOut).toBe(5);
    expect(report.local.meanMidpoint).toBeLessThan(1e-20);
    expect(report.spacing.coefficientOfVariation).toBeLessThan(1e-12);
    const [a, b] = [unitOf(gaussian(8, 1)), unitOf(gaussian(8, 2))];
    const opposite = a.map((value) => -value);
    expect(finish(localStraightness([a, b, opposite])).midpoint).toEqual([undefined]);
    expect(finish(consistency([a, opposite, b]))).toMatchObject({ forward: undefined });
  });
});

describe('angular spacing', () => {
  it('is even on an even path and not on an uneven one', () => {
    expect(finish(angularSpacing(even)).mean).toBeCloseTo(0.2, 12);
    expect(finish(angularSpacing(even)).coefficientOfVariation).toBeLessThan(1e-12);
    expect(finish(angularSpacing(uneven)).variance).toBeCloseTo(0.01, 12);
    expect(finish(angularSpacing(uneven)).coefficientOfVariation).toBeCloseTo(0.5, 12);
  });

  it('has no coefficient of variation when nothing moves', () => {
    expect(finish(angularSpacing(still))).toEqual({
      angles: [0, 0],
      mean: 0,
      variance: 0,
      coefficientOfVariation: undefined,
    });
  });
});

describe('consistency', () => {
  it('is perfect on a great circle at even speed, further than half a turn too', () => {
    const long = finish(consistency(onGreatCircle([0, 1, 2, 3, 4, 5])));
    for (const error of [long?.oneStep, long?.forward, long?.backward]) expect(error).toBeLessThan(1e-7);
  });

  it('of one step is the same backwards, and that of the runs is exchanged', () => {
    fc.assert(
      fc.property(jitteryPaths, (frames) => {
        const { units } = finish(unitSequence(frames));
        const [there, back] = [finish(consistency(units)), finish(consistency(units.toReversed()))];
        expect(back?.oneStep).toBeCloseTo(there?.oneStep ?? Number.NaN, 9);
        expect(back?.forward).toBe(there?.backward);
        expect(back?.backward).toBe(there?.forward);
      }),
      { numRuns: 30 },
    );
  });

  it('sees a path that speeds up', () => {
    expect(finish(consistency(uneven))?.oneStep).toBeCloseTo(0.2, 12);
  });
});

describe('motion', () => {
  it('of unit vectors on a great circle has acceleration 4 sin²(theta / 2)', () => {
    for (const acceleration of finish(motion(even)).accelerations) {
      expect(acceleration).toBeCloseTo(4 * Math.sin(0.1) ** 2, 12);
    }
  });

  it('on a line is direct with no acceleration', () => {
    const line = [1, 2, 3].map((t) => Float32Array.of(t, 2 * t + 1));
    const { directness, accelerations } = finish(motion(line));
    expect(directness).toBeCloseTo(1, 12);
    expect(accelerations).toEqual([0]);
  });

  it('is never more direct than direct', () => {
    fc.assert(
      fc.property(jitteryPaths, (frames) => {
        const { directness = 2, angularDirectness = 2 } = finish(motion(frames));
        expect(directness).toBeLessThan(1 + 1e-12);
        expect(angularDirectness).toBeLessThan(1 + 1e-12);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the report', () => {
  const numbersOf = (value: unknown): number[] => {
    if (typeof value === 'number') return [value];
    return value && typeof value === 'object' ? Object.values(value).flatMap(numbersOf) : [];
  };

  it('holds finite numbers only, whatever the size of the path', () => {
    fc.assert(
      fc.property(jitteryPaths, (frames) => {
        expect(numbersOf(finish(trajectoryReport(frames))).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('of a still sequence leaves out what has no value', () => {
    const report = finish(trajectoryReport(still));
    expect(report.global.mean).toBe(0);
    expect(report.local.meanMidpoint).toBe(0);
    expect(report.motion.directness).toBeUndefined();
    expect(numbersOf(report).every(Number.isFinite)).toBe(true);
  });

  it.each([0, 1, 2])('of %i frames leaves out what needs more', (count) => {
    const report = finish(trajectoryReport(jittery(4, 32, 1, 0.1).slice(0, count)));
    expect(report.frames).toBe(count);
    expect(report.local.meanMidpoint).toBeUndefined();
    expect(report.consistency).toBeUndefined();
  });

  it('names a frame that is zero', () => {
    const frames: Vector[] = jittery(4, 32, 1, 0.1);
    expect(() => finish(trajectoryReport([...frames, new Float32Array(32)]))).toThrow(/^frame 5 is zero/);
  });
});
