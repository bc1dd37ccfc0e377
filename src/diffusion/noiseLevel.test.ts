import { describe, expect, test } from 'vitest';
import { zeros } from '../tensor/tensor.ts';
import { addNoise } from './addNoise.ts';
import { roundTripError } from './inversion.ts';
import { CLEAN, describeLevel, isClean, noiseRate, PURE_NOISE, sameLevel, variancePreserving } from './noiseLevel.ts';

describe('a noise level', () => {
  test('keeps the variance: signal and noise rate lie on a circle', () => {
    for (const sigma of [0, 0.1, 1, 7, 100]) {
      const level = variancePreserving(sigma);
      expect(level.sigma).toBe(sigma);
      expect(level.signal ** 2 + noiseRate(level) ** 2).toBeCloseTo(1, 12);
      expect(noiseRate(level)).toBeCloseTo(sigma * level.signal, 12);
    }
  });

  test('without end is pure noise, and one of zero is clean', () => {
    expect(variancePreserving(Number.POSITIVE_INFINITY)).toBe(PURE_NOISE);
    expect(noiseRate(PURE_NOISE)).toBe(1);
    expect(noiseRate(CLEAN)).toBe(0);
    expect(variancePreserving(0)).toEqual(CLEAN);
    expect([CLEAN, PURE_NOISE, variancePreserving(1e-9)].map(isClean)).toEqual([true, false, false]);
  });

  test('is the same as another when no float32 latent could tell them apart', () => {
    const level = variancePreserving(2);
    expect(sameLevel(level, variancePreserving(2 + 1e-7))).toBe(true);
    expect(sameLevel(level, variancePreserving(2.001))).toBe(false);
    expect(sameLevel(variancePreserving(1e5), PURE_NOISE)).toBe(false);
    expect(sameLevel(PURE_NOISE, PURE_NOISE)).toBe(true);
    // One of two networks whose levels differ in one rate only.
    expect(sameLevel({ sigma: 1, signal: 0.5 }, { sigma: 0.5, signal: 0.5 })).toBe(false);
    expect(sameLevel({ sigma: 1, signal: 0.5 }, { sigma: 0.5, signal: 1 })).toBe(false);
  });

  test.each([
    [CLEAN, 'clean'],
    [PURE_NOISE, 'pure noise'],
    [variancePreserving(7.2), 'σ 7.20'],
    [variancePreserving(0.1), 'σ 0.10'],
    [variancePreserving(0.0312), 'σ 0.031'],
  ])('is read as people say it: %o is "%s"', (level, words) => {
    expect(describeLevel(level)).toBe(words);
  });
});

test('noise brought to the same level is what it was; below it is refused with both levels', () => {
  const latents = zeros([1, 1, 1, 1]);
  const [low, high] = [variancePreserving(1), variancePreserving(3)];
  expect(addNoise(latents, latents, low, low)).toBe(latents);
  expect(() => addNoise(latents, latents, low, high)).toThrow('from σ 3.00 down to σ 1.00');
});

test('what a round trip loses is a share of the whole', () => {
  const of = (...data: number[]) => ({ data: Float32Array.from(data), shape: [1, 1, 1, data.length] });
  expect(roundTripError(of(3, 4), of(3, 4))).toBe(0);
  expect(roundTripError(of(3, 4), of(3, -1))).toBe(1);
  expect(roundTripError(of(3, 4), of(6, 8))).toBe(1);
  expect(roundTripError(of(0, 10), of(1, 10))).toBeCloseTo(0.1, 12);
});
