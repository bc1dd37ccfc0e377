import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lerp, variancePreservingLerp } from './lerp.ts';
import { multiSlerp } from './multiSlerp.ts';
import { radiusModes, slerp, slerpUnit } from './slerp.ts';
import { angleBetween, antipodalAngle, expMap, logMap } from './sphere.ts';
import { dimensions, gaussian, seeds } from './testing/arbitraries.ts';
import { hardPairs, unitOf } from './testing/hardPairs.ts';
import { distance, dot, norm, scale } from './vector.ts';

const runs = { numRuns: 60 };
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const relativeError = (value: Float32Array, expected: Float32Array) => distance(value, expected) / norm(expected);

describe('points that are nearly parallel, nearly opposite, identical, tiny or huge', () => {
  it('come back from exp of log, which is tangent and as long as the angle', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        const [y, z] = [unitOf(a), unitOf(b)];
        const theta = angleBetween(y, z);
        fc.pre(theta < antipodalAngle);
        const tangent = logMap(y, z);
        expect(Math.abs(dot(tangent, y))).toBeLessThan(1e-11);
        expect(norm(tangent)).toBeCloseTo(theta, 10);
        expect(distance(expMap(y, tangent).point, z)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('have a slerp that is exp of t log, at t times the angle, of norm 1', () => {
    fc.assert(
      fc.property(hardPairs, shares, ({ a, b }, t) => {
        const [y, z] = [unitOf(a), unitOf(b)];
        const theta = angleBetween(y, z);
        fc.pre(theta < antipodalAngle);
        const point = slerpUnit(y, z, t);
        expect(norm(point)).toBeCloseTo(1, 10);
        expect(angleBetween(y, point)).toBeCloseTo(t * theta, 9);
        expect(distance(point, expMap(y, scale(logMap(y, z), t)).point)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('are met by slerp at the ends, read the same from either side, and never give NaN', () => {
    fc.assert(
      fc.property(hardPairs, shares, fc.constantFrom(...radiusModes), ({ a, b }, t, radius) => {
        const options = { radius, axisSeed: 1 };
        expect(slerp(a, b, t, options).every(Number.isFinite)).toBe(true);
        fc.pre(norm(a) > 1e-30 && norm(b) > 1e-30 && angleBetween(unitOf(a), unitOf(b)) < antipodalAngle);
        expect(relativeError(slerp(a, b, 0), a)).toBeLessThan(1e-6);
        expect(relativeError(slerp(a, b, 1), b)).toBeLessThan(1e-6);
        expect(distance(slerp(a, b, t), slerp(b, a, 1 - t)) / Math.max(norm(a), norm(b))).toBeLessThan(1e-6);
      }),
      runs,
    );
  });

  it('have finite linear blends between them', () => {
    fc.assert(
      fc.property(hardPairs, shares, ({ a, b }, t) => {
        const blends = [lerp(a, b, t), variancePreservingLerp(a, b, t)];
        expect(blends.every((blend) => blend.every(Number.isFinite))).toBe(true);
      }),
      runs,
    );
  });
});

it('the mean on the sphere does not depend on the order, in any number of dimensions', () => {
  fc.assert(
    fc.property(dimensions, seeds, fc.integer({ min: 1, max: 4 }), (size, seed, turn) => {
      const points = [1, 2, 3, 4, 5].map((k) =>
        gaussian(size, seed + k).map((value, i) => value + (i === 0 ? 4 * Math.sqrt(size) : 0)),
      );
      const weights = [0.1, 0.4, 0.2, 0.25, 0.05];
      const turned = <T>(items: readonly T[]) => [...items.slice(turn), ...items.slice(0, turn)];
      const mean = multiSlerp(points, weights);
      expect(relativeError(multiSlerp(turned(points), turned(weights)), mean)).toBeLessThan(1e-6);
    }),
    { numRuns: 25 },
  );
});

it('a zero point is an error that names it, wherever a direction is needed', () => {
  fc.assert(
    fc.property(dimensions, (size) => {
      const [zero, a] = [new Float32Array(size), gaussian(size, 1)];
      expect(() => slerp(a, zero, 0.5)).toThrow(/^b is zero/);
      expect(() => multiSlerp([a, zero], [1, 1])).toThrow(/^point 2 is zero/);
    }),
    { numRuns: 10 },
  );
});
