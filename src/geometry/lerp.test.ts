import { describe, expect, it } from 'vitest';
import { lerp, linearBlend, variancePreservingBlend, variancePreservingLerp } from './lerp.ts';
import { gaussian } from './testing/arbitraries.ts';
import { norm } from './vector.ts';

describe('lerp', () => {
  it('meets both ends exactly', () => {
    const [a, b] = [gaussian(64, 1), gaussian(64, 2)];
    expect(lerp(a, b, 0)).toEqual(a);
    expect(lerp(a, b, 1)).toEqual(b);
  });

  it('loses norm half way between orthogonal points', () => {
    expect(norm(lerp(Float32Array.of(1, 0), Float32Array.of(0, 1), 0.5))).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('of tiny and huge values stays finite', () => {
    expect(lerp(Float32Array.of(1e-40), Float32Array.of(1e37), 0.5)[0]).toBeCloseTo(5e36, -31);
  });
});

describe('blends', () => {
  it('add points by weight', () => {
    expect([...linearBlend([Float32Array.of(1, 2), Float32Array.of(3, 4)], [0.25, 0.75])]).toEqual([2.5, 3.5]);
  });

  it('that preserve variance keep noise on its shell', () => {
    const points = [1, 2, 3].map((seed) => gaussian(16384, seed));
    expect(norm(variancePreservingBlend(points, [0.2, 0.5, 0.3])) / 128).toBeCloseTo(1, 1);
    expect(norm(linearBlend(points, [0.2, 0.5, 0.3])) / 128).toBeLessThan(0.7);
    expect(norm(variancePreservingLerp(gaussian(16384, 1), gaussian(16384, 2), 0.5)) / 128).toBeCloseTo(1, 1);
  });

  it('refuse weights that are all zero', () => {
    expect(() => variancePreservingBlend([gaussian(4, 1)], [0])).toThrow('all weights are zero');
  });
});
