import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { angleBetween, expMap, logMap, orthogonalAxis } from './sphere.ts';
import { gaussian, pairs, seeds } from './testing/arbitraries.ts';
import { distance, dot, norm, polar } from './vector.ts';

const unit = (vector: Float32Array) => polar(vector, 'vector').unit;
const axis = (size: number, index: number) => Float64Array.from({ length: size }, (_, i) => (i === index ? 1 : 0));

describe('the angle between two unit vectors', () => {
  it('sees angles that arccos cannot', () => {
    const tiny = 1e-9;
    expect(angleBetween(Float64Array.of(1, 0), Float64Array.of(Math.cos(tiny), Math.sin(tiny)))).toBeCloseTo(tiny, 18);
  });

  it('is zero for a vector and itself, and pi for its opposite', () => {
    const u = unit(gaussian(16384, 3));
    expect(angleBetween(u, u)).toBe(0);
    expect(
      angleBetween(
        u,
        u.map((value) => -value),
      ),
    ).toBe(Math.PI);
  });
});

describe('log and exp on the sphere', () => {
  it('undo each other, and the tangent is orthogonal and as long as the angle', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const [y, z] = [unit(a), unit(b)];
        const theta = angleBetween(y, z);
        fc.pre(theta < Math.PI - 1e-3);
        const tangent = logMap(y, z);
        expect(Math.abs(dot(tangent, y))).toBeLessThan(1e-12);
        expect(norm(tangent)).toBeCloseTo(theta, 12);
        const { point, removed } = expMap(y, tangent);
        expect(distance(point, z)).toBeLessThan(1e-11);
        expect(removed).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  it('keep the digits of a small angle', () => {
    const theta = 1e-8;
    const z = Float64Array.of(Math.cos(theta), Math.sin(theta), 0);
    expect(logMap(axis(3, 0), z)[1]).toBeCloseTo(theta, 20);
  });

  it('say zero for a point and itself, and exp of zero stays', () => {
    const y = unit(gaussian(100, 1));
    expect(norm(logMap(y, y))).toBe(0);
    expect(expMap(y, new Float64Array(100)).point).toEqual(y);
  });

  it('report how much of a vector was not tangent', () => {
    const { point, removed } = expMap(axis(3, 0), Float64Array.of(0.25, Math.PI / 2, 0));
    expect(removed).toBe(0.25);
    expect(distance(point, axis(3, 1))).toBeLessThan(1e-15);
  });

  it('refuse the log of an opposite point', () => {
    expect(() => logMap(axis(3, 0), Float64Array.of(-1, 0, 0))).toThrow(/opposite/);
  });
});

describe('the orthogonal axis', () => {
  it('is orthogonal, of norm 1, and the same for the same seed only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2000 }), seeds, (size, seed) => {
        const u = unit(gaussian(size, 7));
        const chosen = orthogonalAxis(u, seed);
        expect(Math.abs(dot(u, chosen))).toBeLessThan(1e-12);
        expect(norm(chosen)).toBeCloseTo(1, 12);
        expect(orthogonalAxis(u, seed)).toEqual(chosen);
      }),
    );
    expect(orthogonalAxis(axis(64, 0), 1)).not.toEqual(orthogonalAxis(axis(64, 0), 2));
  });

  it('does not exist in one dimension', () => {
    expect(() => orthogonalAxis(Float64Array.of(1), 0)).toThrow(/one dimension/);
  });
});
