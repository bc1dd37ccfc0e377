import { describe, expect, it } from 'vitest';
import { GeometryError } from './geometryError.ts';
import { combine, combinedNorm, cosine, distance, dot, norm, polar, requireDirection, scale } from './vector.ts';

const kinds = { singles: Float32Array, doubles: Float64Array };
const faultOf = (compute: () => unknown): unknown => {
  try {
    return compute();
  } catch (error) {
    return error;
  }
};

describe.each(Object.entries(kinds))('vectors of %s', (_, Kind) => {
  const [a, b] = [Kind.of(1, 2, 2), Kind.of(2, 4, -5)];

  it('have inner products, lengths and distances', () => {
    expect(dot(a, b)).toBe(0);
    expect(dot(a, a)).toBe(9);
    expect(norm(a)).toBe(3);
    expect(distance(a, b)).toBeCloseTo(Math.sqrt(1 + 4 + 49), 12);
    expect(combinedNorm(2, a, 1, b)).toBeCloseTo(Math.sqrt(16 + 64 + 1), 12);
  });

  it('are combined and scaled in float64', () => {
    expect(combine(2, a, -1, b)).toEqual(Float64Array.of(0, 0, 9));
    expect(scale(a, -0.5)).toEqual(Float64Array.of(-0.5, -1, -1));
  });

  it('have a cosine, which is zero where one has no direction', () => {
    expect(cosine(a, Kind.of(2, 4, 4))).toBeCloseTo(1, 12);
    expect(cosine(a, Kind.of(-1, -2, -2))).toBeCloseTo(-1, 12);
    expect(cosine(a, Kind.of(3, 0, 0))).toBeCloseTo(1 / 3, 7);
    expect(cosine(a, new Kind(3))).toBe(0);
    expect(cosine(new Kind(3), a)).toBe(0);
  });

  it('have a direction and a length', () => {
    const { unit, radius } = polar(a, 'a');
    expect(radius).toBe(3);
    unit.forEach((value, i) => {
      expect(value).toBeCloseTo((a[i] ?? 0) / 3, 14);
    });
  });

  it('of two lengths are refused, with both', () => {
    for (const compute of [dot, distance, cosine, (x: typeof a, y: typeof a) => combine(1, x, 1, y)]) {
      expect(faultOf(() => compute(a, Kind.of(1, 2)))).toMatchObject({
        fault: 'length',
        message: 'vectors of 3 and 2 numbers do not match',
      });
    }
  });
});

it('a single and a double vector work together', () => {
  expect(dot(Float32Array.of(1, 2), Float64Array.of(3, 4))).toBe(11);
  expect(combinedNorm(1, Float64Array.of(3, 0), 1, Float32Array.of(0, 4))).toBe(5);
});

describe('what has no direction is refused by name', () => {
  it.each([
    [0, 'is zero and has no direction'],
    [Number.NaN, 'not finite'],
    [Number.POSITIVE_INFINITY, 'not finite'],
  ])('a length of %d', (radius, why) => {
    const fault = faultOf(() => requireDirection(radius, 'point 2'));
    expect(fault).toBeInstanceOf(GeometryError);
    expect(fault).toMatchObject({ name: 'GeometryError', fault: 'zero-vector' });
    expect((fault as Error).message).toMatch(new RegExp(`^point 2 .*${why}`));
  });

  it('and the smallest length there is has one', () => {
    expect(requireDirection(Number.MIN_VALUE, 'a')).toBe(Number.MIN_VALUE);
  });
});
