import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slerp } from '../slerp.ts';
import { gaussian } from '../testing/arbitraries.ts';
import { distance, norm, polar } from '../vector.ts';
import { maskedBlend } from './maskedBlend.ts';
import { moodDirection, moodGradient } from './moodGradient.ts';
import { relativeMove } from './relativeMove.ts';
import { strengthSweep } from './strengthSweep.ts';

describe('a mood gradient', () => {
  const [point, calm, wild] = [gaussian(256, 1), gaussian(256, 2), gaussian(256, 3)];

  it('goes from one mood to the other, at its strength', () => {
    const frames = moodGradient(point, calm, wild, [0, 0.5, 1], { strength: 2 });
    frames.forEach((frame, i) => {
      const expected = point.map((v, k) => v + 2 * ((1 - i / 2) * (calm[k] as number) + (i / 2) * (wild[k] as number)));
      expect(distance(frame, expected) / norm(expected)).toBeLessThan(1e-6);
    });
  });

  it('of one mood to itself is constant', () => {
    const [first, second] = moodGradient(point, calm, calm, [0.2, 0.9]);
    expect(distance(first ?? point, second ?? calm)).toBeLessThan(1e-5);
  });

  it('by slerp keeps the strength, and needs a way between opposed moods', () => {
    const opposed = calm.map((value) => -value);
    expect(norm(moodDirection(calm, opposed, 0.5))).toBe(0);
    expect(() => moodDirection(calm, opposed, 0.5, { mode: 'slerp' })).toThrow(/opposite/);
    expect(norm(moodDirection(calm, opposed, 0.5, { mode: 'slerp', axisSeed: 1 }))).toBeCloseTo(norm(calm), 4);
    expect(moodDirection(calm, wild, 0.3, { mode: 'slerp' })).toEqual(slerp(calm, wild, 0.3));
  });

  it('by slerp names the mood that is zero; lerp fades it in', () => {
    const none = new Float32Array(256);
    expect(() => moodDirection(calm, none, 0.5, { mode: 'slerp' })).toThrow(/^the second mood is zero/);
    expect(norm(moodDirection(none, calm, 0.5))).toBeCloseTo(norm(calm) / 2, 4);
  });
});

describe('a strength sweep', () => {
  it('of 21 from -2 to 2 steps by .2 through 0', () => {
    const sweep = strengthSweep(-2, 2, 21);
    expect(sweep).toHaveLength(21);
    sweep.forEach((strength, i) => {
      expect(strength).toBeCloseTo(-2 + 0.2 * i, 12);
    });
    expect(sweep[10]).toBe(0);
  });

  it('always holds 0 when it is in range, both ends when there is room, and rises', () => {
    const ends = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(ends, ends, fc.integer({ min: 3, max: 60 }), (one, other, count) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const sweep = strengthSweep(low, high, count);
        expect(sweep).toHaveLength(count);
        expect(sweep[0]).toBeCloseTo(low, 12);
        expect(sweep.at(-1)).toBeCloseTo(high, 12);
        if (low <= 0 && high >= 0) expect(sweep.some((strength) => Object.is(Math.abs(strength), 0))).toBe(true);
        for (const [i, strength] of sweep.entries())
          expect(strength).toBeGreaterThanOrEqual((sweep[i - 1] ?? -100) - 1e-9);
      }),
    );
  });

  it('falls where the first end is the greater', () => {
    expect(strengthSweep(2, -2, 20)).toEqual(strengthSweep(-2, 2, 20).reverse());
    expect(strengthSweep(2, -2, 20)).toContain(0);
  });

  it('of very few prefers 0', () => {
    expect(strengthSweep(-1, 3, 1)).toEqual([0]);
    expect(strengthSweep(-5, 3, 1)).toEqual([0]);
    expect(strengthSweep(-1, 3, 2)).toEqual([0, 3]);
    expect(strengthSweep(-5, 3, 2)).toEqual([-5, 0]);
    expect(strengthSweep(1, 3, 1)).toEqual([1]);
    expect(strengthSweep(-1, 3, 0)).toEqual([]);
  });
});

describe('a mask', () => {
  const [a, b] = [gaussian(24, 1), gaussian(24, 2)];

  it('shows a where it is 1, b where it is 0, and both between, in each channel alike', () => {
    const blend = maskedBlend(a, b, Float32Array.of(1, 0, 0.5, 0.5, 1, 0, 0, 1));
    for (const start of [0, 8, 16]) {
      expect(blend[start]).toBe(a[start]);
      expect(blend[start + 1]).toBe(b[start + 1]);
      expect(blend[start + 2]).toBeCloseTo(((a[start + 2] as number) + (b[start + 2] as number)) / 2, 6);
    }
  });

  it('of ones is a, bit for bit, and of zeros b', () => {
    expect(maskedBlend(a, b, new Float32Array(8).fill(1))).toEqual(a);
    expect(maskedBlend(a, b, new Float32Array(8))).toEqual(b);
  });

  it('of another size is refused', () => {
    expect(() => maskedBlend(a, b, new Float32Array(7))).toThrow(/mask of 7 places/);
    expect(() => maskedBlend(a, b, new Float32Array(0))).toThrow(/mask of 0 places/);
    expect(() => maskedBlend(a, gaussian(16, 1), new Float32Array(8))).toThrow(/24 and 16/);
  });
});

it('a unit direction at strength 2 moves noise of 16384 dimensions by 1.6 %', () => {
  const { unit } = polar(gaussian(16384, 2), 'direction');
  expect(relativeMove(2, unit, gaussian(16384, 1))).toBeCloseTo(0.016, 3);
});
