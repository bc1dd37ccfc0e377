import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radiusModes, slerp, slerpBetween, slerpUnit } from './slerp.ts';
import { angleBetween, expMap, logMap } from './sphere.ts';
import { gaussian, magnitudes, pairs } from './testing/arbitraries.ts';
import { distance, norm, polar, scale } from './vector.ts';

const unit = (vector: Float32Array) => polar(vector, 'vector').unit;
const relativeError = (value: Float32Array, expected: Float32Array) => distance(value, expected) / norm(expected);
const shares = fc.double({ min: -1, max: 2, noNaN: true });

describe('slerp', () => {
  it('meets both ends', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        expect(relativeError(slerp(a, b, 0), a)).toBeLessThan(1e-6);
        expect(relativeError(slerp(a, b, 1), b)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('is exp of t times log, and turns by t times the angle', () => {
    fc.assert(
      fc.property(pairs, shares, ({ a, b }, t) => {
        const [u, v] = [unit(a), unit(b)];
        const theta = angleBetween(u, v);
        fc.pre(theta < Math.PI - 2e-3);
        const point = slerpUnit(u, v, t);
        expect(distance(point, expMap(u, scale(logMap(u, v), t)).point)).toBeLessThan(1e-10);
        const turned = Math.abs(t * theta);
        expect(angleBetween(u, point)).toBeCloseTo(turned > Math.PI ? 2 * Math.PI - turned : turned, 9);
      }),
      { numRuns: 80 },
    );
  });

  it('never gives NaN, and never a zero vector between points that are not opposite', () => {
    fc.assert(
      fc.property(
        pairs,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...radiusModes),
        ({ a, b }, t, radius) => {
          const point = slerp(a, b, t, { radius, axisSeed: 1 });
          expect(point.every(Number.isFinite)).toBe(true);
          expect(norm(point)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('of a point and itself is that point, whatever t', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 1024, 65536), magnitudes, shares, (size, magnitude, t) => {
        const a = gaussian(size, 5, magnitude);
        expect(relativeError(slerp(a, a, t), a)).toBeLessThan(1e-6);
      }),
    );
  });

  it('passes smoothly from the series to the sines', () => {
    for (const theta of [0, 1e-12, 9.99e-7, 1.001e-6, 1e-5]) {
      const a = Float64Array.of(1, 0);
      const b = Float64Array.of(Math.cos(theta), Math.sin(theta));
      const point = slerpUnit(a, b, 0.25);
      expect(point[1]).toBeCloseTo(Math.sin(0.25 * theta), 16);
      expect(norm(point)).toBeCloseTo(1, 12);
    }
  });

  it('keeps the norm of orthogonal points where lerp would lose it', () => {
    expect([...slerp(Float32Array.of(2, 0), Float32Array.of(0, 2), 0.5)]).toEqual([
      Math.fround(Math.SQRT2),
      Math.fround(Math.SQRT2),
    ]);
  });

  it('follows the radius mode', () => {
    const a = Float32Array.of(1, 0, 0, 0);
    const b = Float32Array.of(0, 4, 0, 0);
    const radius = (mode: (typeof radiusModes)[number]) => norm(slerp(a, b, 0.5, { radius: mode }));
    expect(radius('linear')).toBeCloseTo(2.5, 6);
    expect(radius('geometric')).toBeCloseTo(2, 6);
    expect(radius('first')).toBeCloseTo(1, 6);
    expect(radius('second')).toBeCloseTo(4, 6);
    expect(radius('shell')).toBeCloseTo(1.87997, 5);
  });

  it('refuses an extrapolated radius that is not positive', () => {
    expect(() => slerp(Float32Array.of(3, 0), Float32Array.of(0, 1), 2)).toThrow(/linear radius would be -1/);
    expect(slerp(Float32Array.of(3, 0), Float32Array.of(0, 1), 2, { radius: 'geometric' })).toHaveLength(2);
  });

  it('refuses a zero vector and names it', () => {
    const a = gaussian(8, 1);
    expect(() => slerp(a, new Float32Array(8), 0.5)).toThrow(/^b is zero/);
    expect(() => slerp(new Float32Array(8), a, 0.5)).toThrow(/^a is zero/);
    expect(() =>
      slerp(
        a.map(() => Number.NaN),
        a,
        0.5,
      ),
    ).toThrow(/not finite/);
  });

  it('refuses points of different lengths', () => {
    expect(() => slerp(gaussian(8, 1), gaussian(9, 1), 0.5)).toThrow(/8 and 9/);
  });
});

describe('slerp prepared for a path', () => {
  it('gives the frames that slerp gives', () => {
    const [a, b] = [gaussian(1024, 2), gaussian(1024, 3, 4)];
    const frameAt = slerpBetween(a, b, { radius: 'geometric' });
    for (const t of [-0.5, 0, 0.3, 1]) expect(frameAt(t)).toEqual(slerp(a, b, t, { radius: 'geometric' }));
  });

  it('is the same for float32 points and for their float64 selves', () => {
    const [a, b] = [gaussian(1024, 2), gaussian(1024, 3)];
    const exact = slerp(Float64Array.from(a), Float64Array.from(b), 0.3);
    expect(relativeError(slerp(a, b, 0.3), exact)).toBeLessThan(1e-7);
  });
});

describe('slerp between opposite points', () => {
  const a = gaussian(1024, 2);
  const opposite = a.map((value, i) => -value * (1 + (i % 2) * 1e-4));

  it('is refused by default', () => {
    expect(() => slerp(a, opposite, 0.5)).toThrow(/every great circle/);
  });

  it('goes through the axis that the seed picks, meets both ends and keeps the norm', () => {
    expect(relativeError(slerp(a, opposite, 0, { axisSeed: 3 }), a)).toBeLessThan(1e-6);
    expect(relativeError(slerp(a, opposite, 1, { axisSeed: 3 }), opposite)).toBeLessThan(1e-6);
    const middle = slerp(a, opposite, 0.5, { axisSeed: 3, radius: 'first' });
    expect(norm(middle)).toBeCloseTo(norm(a), 4);
    expect(slerp(a, opposite, 0.5, { axisSeed: 3, radius: 'first' })).toEqual(middle);
    expect(slerp(a, opposite, 0.5, { axisSeed: 4, radius: 'first' })).not.toEqual(middle);
  });
});
