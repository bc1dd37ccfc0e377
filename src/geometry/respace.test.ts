import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { lerp } from './lerp.ts';
import { respace, respaceByAngle, respacedPlaces } from './respace.ts';
import { gaussian } from './testing/arbitraries.ts';
import { jitteryPaths, onGreatCircle } from './testing/paths.ts';
import { angularSpacing } from './trajectory/angularSpacing.ts';
import { unitSequence } from './unitSequence.ts';

describe('respacing by latent angle', () => {
  it('makes the steps on a great circle equal', () => {
    const uneven = onGreatCircle([0, 0.05, 0.4, 0.45, 1.2]);
    const { mean, coefficientOfVariation } = finish(
      angularSpacing(finish(unitSequence(finish(respaceByAngle(uneven, 9)))).units),
    );
    expect(mean).toBeCloseTo(0.15, 6);
    expect(coefficientOfVariation).toBeLessThan(1e-5);
  });

  it('keeps both ends bit for bit and evens out any path', () => {
    fc.assert(
      fc.property(jitteryPaths, fc.integer({ min: 2, max: 12 }), (frames, count) => {
        const spaced = finish(respaceByAngle(frames, count));
        expect(spaced).toHaveLength(count);
        expect([spaced[0], spaced.at(-1)]).toEqual([frames[0], frames.at(-1)]);
        expect(spaced.every((frame) => frame.every(Number.isFinite))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves a still sequence still', () => {
    const a = gaussian(64, 1);
    expect(finish(respaceByAngle([a, a, a], 5))).toEqual([a, a, a, a, a]);
  });
});

describe('respacing by given increments', () => {
  it('gives each step the same share of them', () => {
    expect(respacedPlaces([1, 3], 5)).toEqual([
      { index: 0, share: 0 },
      { index: 0, share: 1 },
      { index: 1, share: expect.closeTo(1 / 3, 12) },
      { index: 1, share: expect.closeTo(2 / 3, 12) },
      { index: 1, share: 1 },
    ]);
  });

  it('spends no frames where nothing changes, but still starts at the first', () => {
    const frames = [0, 1, 2, 3].map((value) => Float32Array.of(value, 1));
    const spaced = finish(respace(frames, [0, 2, 0], 3, lerp));
    expect(spaced.map((frame) => frame[0])).toEqual([0, 1.5, 3]);
  });

  it('counts frames alike when nothing changes at all', () => {
    expect(respacedPlaces([0, 0], 3).map(({ index, share }) => index + share)).toEqual([0, 1, 2]);
  });

  it('of places never goes back and always stays within the sequence', () => {
    const increments = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(increments, fc.integer({ min: 1, max: 40 }), (lengths, count) => {
        const places = respacedPlaces(lengths, count).map(({ index, share }) => index + share);
        expect(places[0]).toBe(0);
        expect(count === 1 || places.at(-1) === lengths.length).toBe(true);
        for (const [i, place] of places.entries()) expect(place).toBeGreaterThanOrEqual(places[i - 1] ?? 0);
      }),
    );
  });

  it('refuses increments that are none', () => {
    const frames = [gaussian(4, 1), gaussian(4, 2)];
    expect(() => finish(respace(frames, [1, 2], 3))).toThrow('2 increments for 1 steps');
    expect(() => finish(respace(frames, [-1], 3))).toThrow('-1 is not a valid increment');
    expect(() => finish(respace(frames, [Number.NaN], 3))).toThrow('NaN is not a valid increment');
    expect(() => finish(respace([], [], 3))).toThrow(/no frame/);
    expect(finish(respace([gaussian(4, 1)], [], 2))).toEqual([gaussian(4, 1), gaussian(4, 1)]);
  });
});
