import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleOfSquaredChord, chordOfAngle, separation } from './separation.ts';
import { hardPairs, unitOf } from './testing/hardPairs.ts';
import { distance, norm } from './vector.ts';

describe('the separation of two points', () => {
  it('has the chord that the unit vectors have, and the angle that the chord has', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        const { angle, chord, radii } = separation(a, b);
        expect(chord).toBeCloseTo(distance(unitOf(a), unitOf(b)), 12);
        expect(angleOfSquaredChord(chord * chord)).toBeCloseTo(angle, 7);
        expect(radii).toEqual([norm(a), norm(b)]);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same both ways and nothing for a point and itself', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        expect(separation(a, b).angle).toBe(separation(b, a).angle);
        expect(separation(a, a).angle).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('names a point without a direction', () => {
    expect(() => separation(Float32Array.of(1, 0), new Float32Array(2))).toThrow(/^b is zero/);
  });
});

it('opposite points are 2 apart straight and pi apart on the sphere', () => {
  expect(chordOfAngle(Math.PI)).toBe(2);
  expect(angleOfSquaredChord(4)).toBe(Math.PI);
});
