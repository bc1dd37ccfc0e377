import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { squaredAngles } from './relaxation/squaredAngles.ts';
import { type SmoothOptions, smoothSequence } from './smoothSequence.ts';
import { gaussian } from './testing/arbitraries.ts';
import { jittery, jitteryPaths, onGreatCircle } from './testing/paths.ts';
import { angularSpacing } from './trajectory/angularSpacing.ts';
import { localStraightness } from './trajectory/localStraightness.ts';
import { stepAngles, unitSequence } from './unitSequence.ts';
import { distance, norm } from './vector.ts';

const usual: SmoothOptions = { strength: 1, rounds: 1, radii: 'kept' };
const smoothed = (frames: readonly Float32Array[], options: Partial<SmoothOptions> = {}) =>
  finish(smoothSequence(frames, { ...usual, ...options }));
const unitsOf = (frames: readonly Float32Array[]) => finish(unitSequence(frames)).units;
const energyOf = (frames: readonly Float32Array[]) => squaredAngles(finish(stepAngles(unitsOf(frames))));
const shares = fc.double({ min: 0.05, max: 1, noNaN: true });
const near = (found: Float32Array, expected: Float32Array) =>
  expect(distance(found, expected) / norm(expected)).toBeLessThan(1e-5);

describe('a sequence that is smoothed on the sphere', () => {
  it('keeps its ends bit for bit and its norms, and never gets longer', () => {
    fc.assert(
      fc.property(jitteryPaths, shares, (frames, strength) => {
        const calm = smoothed(frames, { strength, rounds: 8 });
        expect([calm[0], calm.at(-1)]).toEqual([frames[0], frames.at(-1)]);
        calm.forEach((frame, t) => {
          expect(norm(frame) / norm(frames[t] ?? frame)).toBeCloseTo(1, 5);
        });
        const energies = [0, 1, 2, 4, 8].map((rounds) => energyOf(smoothed(frames, { strength, rounds })));
        for (const [round, energy] of energies.slice(1).entries()) {
          expect(energy).toBeLessThan((energies[round] as number) * (1 + 1e-6));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('comes out the same when it is played backwards', () => {
    fc.assert(
      fc.property(jitteryPaths, shares, (frames, strength) => {
        const forwards = smoothed(frames, { strength, rounds: 5, radii: 'smoothed' });
        const backwards = smoothed(frames.toReversed(), { strength, rounds: 5, radii: 'smoothed' }).toReversed();
        forwards.forEach((frame, t) => {
          near(frame, backwards[t] ?? frame);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('stays where it is on a great circle at even speed', () => {
    const even = onGreatCircle([0, 0.2, 0.4, 0.6, 0.8]).map((unit) => Float32Array.from(unit));
    smoothed(even, { rounds: 10 }).forEach((frame, t) => {
      near(frame, even[t] ?? frame);
    });
  });

  it('ends there from anywhere, after many rounds', () => {
    const units = unitsOf(smoothed(jittery(6, 256, 1, 0.3), { rounds: 400 }));
    expect(finish(angularSpacing(units)).coefficientOfVariation).toBeLessThan(1e-3);
    expect(finish(localStraightness(units)).meanCrossTrack).toBeLessThan(1e-3);
  });

  it('loses in one round at full strength what alternates from frame to frame', () => {
    const point = gaussian(64, 1);
    const push = gaussian(64, 2, 1e-3);
    const frames = Array.from({ length: 9 }, (_, t) =>
      point.map((value, i) => value + (t % 2 ? 1 : -1) * (push[i] ?? 0)),
    );
    const calm = smoothed(frames, { radii: 'smoothed' });
    const flicker = (sequence: readonly Float32Array[]) => distance(sequence[3] ?? point, sequence[4] ?? point);
    expect(flicker(calm) / flicker(frames)).toBeLessThan(1e-3);
  });

  it('is the binomial filter where angles are small', () => {
    const [point, ...pushes] = [1, 2, 3, 4].map((seed) => gaussian(64, seed, seed === 1 ? 1 : 1e-4));
    const frames = pushes.map((push) => (point as Float32Array).map((value, i) => value + (push[i] ?? 0)));
    const [a, b, c] = frames as [Float32Array, Float32Array, Float32Array];
    const filtered = b.map((value, i) => value / 2 + ((a[i] ?? 0) + (c[i] ?? 0)) / 4);
    const [, calm = b] = smoothed(frames, { radii: 'smoothed' });
    expect(distance(calm, filtered) / distance(b, filtered)).toBeLessThan(0.01);
  });

  it('has smooth norms too, where they are asked for', () => {
    const point = gaussian(16, 3);
    const frames = [1, 3, 1, 3].map((factor) => point.map((value) => factor * value));
    const norms = smoothed(frames, { radii: 'smoothed' }).map((frame) => norm(frame) / norm(point));
    [1, 2, 2, 3].forEach((expected, t) => {
      expect(norms[t]).toBeCloseTo(expected, 5);
    });
  });

  it('ends in even norms after many rounds, though its directions are at rest', () => {
    const point = gaussian(16, 3);
    const frames = [1, 2, 1, 2].map((factor) => point.map((value) => factor * value));
    const norms = smoothed(frames, { radii: 'smoothed', rounds: 60 }).map((frame) => norm(frame) / norm(point));
    expect(norms).toEqual([1, 4 / 3, 5 / 3, 2].map((expected) => expect.closeTo(expected, 5)));
  });

  it('is left alone by no strength, no rounds, or where there is nothing between its ends', () => {
    const frames = jittery(5, 64, 4, 0.3);
    expect(smoothed(frames, { strength: 0 })).toEqual(frames);
    expect(smoothed(frames, { rounds: 0 })).toEqual(frames);
    expect(smoothed(frames.slice(0, 2))).toEqual(frames.slice(0, 2));
  });

  it('is refused where nothing lies in the middle, and where a frame has no direction', () => {
    const [a, b] = [gaussian(8, 1), gaussian(8, 2)];
    const opposite = (frame: Float32Array) => frame.map((value) => -value);
    expect(() => smoothed([a, b, opposite(a)])).toThrow('frames 1 and 3 are opposite each other');
    expect(() => smoothed([a, opposite(a), a])).toThrow('frame 2 lies opposite the middle of its neighbours');
    expect(() => smoothed([a, new Float32Array(8), b])).toThrow(/^frame 2 is zero/);
  });
});
