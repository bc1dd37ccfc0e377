import { describe, expect, it } from 'vitest';
import { expectedNorm, normVariance, radialLogDensityDrop, shellScore } from './shell.ts';
import { gaussian } from './testing/arbitraries.ts';

describe('the shell of N(0, I)', () => {
  it.each([
    [1, Math.sqrt(2 / Math.PI)],
    [2, 1.2533],
    [10, 3.0843],
    [100, 9.97503],
    [512, 22.61637],
    [4096, 63.99609],
    [16384, 127.99805],
    [65536, 255.99902],
  ])('has in %i dimensions the mean norm %f', (dimensions, expected) => {
    expect(expectedNorm(dimensions)).toBeCloseTo(expected, dimensions < 20 ? 4 : 5);
  });

  it('passes from the recurrence to the series without a step', () => {
    for (const dimensions of [254, 255, 256, 257, 300]) {
      const product = expectedNorm(dimensions) * expectedNorm(dimensions + 1);
      expect(product / dimensions).toBeCloseTo(1, 13);
    }
  });

  it('is about 0.7 thick whatever the dimension', () => {
    expect(normVariance(1)).toBeCloseTo(1 - 2 / Math.PI, 12);
    expect(normVariance(255)).toBeCloseTo(0.5 - 1 / (8 * 255), 5);
    expect(normVariance(65536)).toBeCloseTo(0.5 - 1 / (8 * 65536), 9);
  });

  it('scores noise near 0 and shrunken noise far below', () => {
    expect(Math.abs(shellScore(gaussian(16384, 1)))).toBeLessThan(3);
    expect(shellScore(gaussian(16384, 1, Math.SQRT1_2))).toBeLessThan(-40);
  });

  it.each([
    [2, 0.153],
    [100, -9.31],
    [4096, -395.2],
    [65536, -6328.7],
  ])('is in %i dimensions more probable than the lerp midpoint, radially', (dimensions, drop) => {
    expect(Math.abs(radialLogDensityDrop(dimensions) - drop)).toBeLessThan(Math.abs(drop) * 2e-3 + 1e-3);
  });

  it('refuses a number of dimensions that is none', () => {
    expect(() => expectedNorm(0)).toThrow(/0 is not a number of dimensions/);
  });
});
