import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expFrom, logBetween, transportBetween } from './latentSphere.ts';
import { parallelTransport } from './parallelTransport.ts';
import { angleBetween, antipodalAngle } from './sphere.ts';
import { gaussian } from './testing/arbitraries.ts';
import { hardPairs, unitOf } from './testing/hardPairs.ts';
import { distance, dot, norm } from './vector.ts';

describe('log and exp for points of any norm', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        const theta = angleBetween(unitOf(a), unitOf(b));
        // Numbers near the smallest that float32 has are too coarse to come back; so is a radius beside a huge one.
        fc.pre(theta < antipodalAngle && norm(a) > 1e-30 && norm(b) / norm(a) > 1e-6);
        const { tangent, angle, radiusChange } = logBetween(a, b);
        expect(angle).toBeCloseTo(theta, 12);
        expect(Math.abs(dot(tangent, a)) / norm(a) ** 2).toBeLessThan(1e-6);
        const arrival = expFrom(a, tangent, radiusChange);
        expect(distance(arrival.point, b) / norm(b)).toBeLessThan(1e-6);
        expect(arrival.angle).toBeCloseTo(angle, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('measure the way in latent units', () => {
    const { tangent, angle, radiusChange } = logBetween(Float32Array.of(2, 0), Float32Array.of(0, 5));
    expect([...tangent]).toEqual([0, Math.fround(Math.PI)]);
    expect(angle).toBe(Math.PI / 2);
    expect(radiusChange).toBe(3);
  });

  it('say how much of a way was not on the sphere', () => {
    const arrival = expFrom(Float32Array.of(2, 0), Float32Array.of(0.5, Math.PI));
    expect(arrival.removed).toBeCloseTo(0.5, 12);
    expect(arrival.angle).toBeCloseTo(Math.PI / 2, 6);
    expect(arrival.point[1]).toBeCloseTo(2, 6);
  });

  it('never give NaN, whatever the way', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        const { point, angle, removed } = expFrom(a, b);
        expect([angle, removed].every(Number.isFinite)).toBe(true);
        expect(point.some(Number.isNaN)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('refuse a zero point, an opposite point and a radius that is used up', () => {
    const a = gaussian(8, 1);
    expect(() => expFrom(new Float32Array(8), a)).toThrow(/point is zero/);
    expect(() => expFrom(a, a, -2 * norm(a))).toThrow(/radius would be -/);
    expect(() =>
      logBetween(
        a,
        a.map((value) => -value),
      ),
    ).toThrow(/opposite/);
  });
});

describe('transport between points of any norm', () => {
  it('is that of their directions', () => {
    fc.assert(
      fc.property(hardPairs, ({ a, b }) => {
        const [y, z] = [unitOf(a), unitOf(b)];
        fc.pre(angleBetween(y, z) < antipodalAngle);
        const v = gaussian(a.length, 11);
        const expected = parallelTransport(y, z, v);
        const { tangent, removed } = transportBetween(a, b, v);
        expect(distance(tangent, expected.tangent) / norm(v)).toBeLessThan(1e-6);
        expect(Math.abs(removed - expected.removed) / norm(v)).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the norm of a tangent, and ends tangent', () => {
    const [a, b] = [gaussian(4096, 1), gaussian(4096, 2, 3)];
    const { tangent } = logBetween(a, gaussian(4096, 3));
    const carried = transportBetween(a, b, tangent).tangent;
    expect(norm(carried) / norm(tangent)).toBeCloseTo(1, 6);
    expect(Math.abs(dot(carried, b)) / norm(carried) / norm(b)).toBeLessThan(1e-6);
  });

  it('refuses an opposite point, and a zero point by its name', () => {
    const a = gaussian(8, 1);
    const opposite = a.map((value) => -value);
    expect(() => transportBetween(a, opposite, a)).toThrow(/opposite/);
    expect(() => transportBetween(a, new Float32Array(8), a, { from: 'from', to: 'to' })).toThrow(/^to is zero/);
  });
});
