import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensions, gaussian, seeds } from '../testing/arbitraries.ts';
import { combine, cosine, distance, norm, type Vector } from '../vector.ts';
import { lastMotion } from './lastMotion.ts';

const fourFrames = fc
  .record({ size: dimensions, seed: seeds })
  .map(
    ({ size, seed }) => [0, 1, 2, 3].map((index) => gaussian(size, seed + index)) as [Vector, Vector, Vector, Vector],
  );
const difference = (a: Vector, b: Vector) => combine(1, b, -1, a);

describe('the motion at the end of a row', () => {
  it('is made of the differences of differences', () => {
    fc.assert(
      fc.property(fourFrames, ([a, b, c, d]) => {
        const steps = [difference(a, b), difference(b, c), difference(c, d)] as const;
        const bends = [difference(steps[0], steps[1]), difference(steps[1], steps[2])] as const;
        const { speed, acceleration, jerk, cosine: turn } = lastMotion([a, b, c, d]);
        const close = (found: number | undefined, expected: number) =>
          expect((found ?? Number.NaN) / expected).toBeCloseTo(1, 10);
        close(speed, distance(c, d));
        close(acceleration, norm(bends[1]));
        close(jerk, distance(bends[0], bends[1]));
        expect(turn).toBeCloseTo(cosine(steps[1], steps[2]), 10);
      }),
      { numRuns: 30 },
    );
  });

  it('has no acceleration and no jerk where a point moves on evenly, and its steps agree', () => {
    const [from, step] = [Float64Array.of(1, 2, 3), Float64Array.of(0.5, -1, 2)];
    const { speed, acceleration, jerk, cosine: turn } = lastMotion([0, 1, 2, 3].map((t) => combine(1, from, t, step)));
    expect(speed).toBeCloseTo(norm(step), 12);
    expect([acceleration, jerk]).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
    expect(turn).toBeCloseTo(1, 12);
  });

  it('has no jerk under even acceleration', () => {
    const frames = [0, 1, 2, 3].map((t) => Float64Array.of(t * t, 3 * t, 1));
    const { acceleration, jerk } = lastMotion(frames);
    expect([acceleration, jerk]).toEqual([2, 0]);
  });

  it('says by the cosine that a step is taken back, and that frames have nothing to do with each other', () => {
    const [a, b] = [gaussian(64, 1), gaussian(64, 2)];
    expect(lastMotion([a, b, a]).cosine).toBeCloseTo(-1, 12);
    expect(lastMotion([0, 1, 2].map((seed) => gaussian(65536, seed))).cosine).toBeCloseTo(-0.5, 1);
    expect(lastMotion([a, a, b]).cosine).toBeUndefined();
  });

  it('leaves out what too few frames cannot say, and does not look further back than four', () => {
    const [a, b, c] = [gaussian(8, 1), gaussian(8, 2), gaussian(8, 3)];
    expect(lastMotion([a])).toEqual({});
    expect(lastMotion([a, b])).toEqual({ speed: expect.any(Number) });
    expect(lastMotion([a, b, c])).toMatchObject({ jerk: undefined, acceleration: expect.any(Number) });
    expect(lastMotion([gaussian(8, 9), a, b, c, a])).toEqual(lastMotion([a, b, c, a]));
  });

  it('refuses frames of different sizes', () => {
    expect(() => lastMotion([gaussian(8, 1), gaussian(4, 1), gaussian(8, 2)])).toThrow(/do not match/);
  });
});
