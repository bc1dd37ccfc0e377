import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dot, maxAbs, mean, norm, variance } from './reduce.ts';

const floats = fc.float32Array({
  noNaN: true,
  noDefaultInfinity: true,
  min: -1e6,
  max: 1e6,
  minLength: 1,
  maxLength: 200,
});

test('sums are accumulated in float64: a million small numbers do not drown', () => {
  const values = new Float32Array(1_000_000).fill(0.1);
  expect(mean(values)).toBe(Math.fround(0.1));
  expect(dot(values, values)).toBeCloseTo(1e6 * Math.fround(0.1) ** 2, 6);
});

test('the variance of shifted values is the variance of the values', () => {
  const values = Float32Array.of(1, 2, 3, 4);
  expect(variance(values)).toBe(1.25);
  expect(variance(values.map((value) => value + 4_000_000))).toBe(1.25);
});

describe('for any values', () => {
  test('no element is larger than the norm, nor the norm than the root of n times the largest', () => {
    fc.assert(
      fc.property(floats, (values) => {
        const slack = 1 + 1e-12;
        expect(maxAbs(values)).toBeLessThanOrEqual(norm(values) * slack);
        expect(norm(values)).toBeLessThanOrEqual(maxAbs(values) * Math.sqrt(values.length) * slack);
      }),
    );
  });

  test('the inner product obeys Cauchy and Schwarz', () => {
    fc.assert(
      fc.property(floats, (values) => {
        const reversed = values.slice().reverse();
        expect(Math.abs(dot(values, reversed))).toBeLessThanOrEqual(norm(values) * norm(reversed) * (1 + 1e-12));
      }),
    );
  });
});

test('a NaN is not hidden by larger values around it', () => {
  expect(maxAbs(Float32Array.of(3, Number.NaN, 5))).toBeNaN();
});

test('lengths that do not match are refused', () => {
  expect(() => dot(new Float32Array(2), new Float32Array(3))).toThrow('no inner product of 2 and 3 elements');
});
