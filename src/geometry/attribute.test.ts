import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../tensor/random.ts';
import { finish } from '../tensor/work.ts';
import { type Contrast, meanDifference, noiseFloor, permutationScore, splitHalfReliability } from './attribute.ts';
import { gaussian } from './testing/arbitraries.ts';
import { norm } from './vector.ts';

/** Noise around two centres that lie `gap` apart on the first axis. */
function contrast(count: number, gap: number, size = 256): Contrast {
  const side = (offset: number, shift: number) =>
    Array.from({ length: count }, (_, i) => {
      const vector = gaussian(size, offset + i);
      vector[0] = (vector[0] ?? 0) + shift;
      return vector;
    });
  return { positive: side(0, gap), negative: side(1000, 0) };
}

const generator = () => new TorchGenerator(0);

describe('an attribute direction', () => {
  it('is the difference of the means', () => {
    const v = finish(
      meanDifference({
        positive: [Float32Array.of(1, 5), Float32Array.of(3, 5)],
        negative: [Float32Array.of(1, 1)],
      }),
    );
    expect([...v]).toEqual([1, 4]);
  });

  it('is reliable where the images agree and not where they only differ by chance', () => {
    expect(finish(splitHalfReliability(contrast(16, 30), generator()))).toBeGreaterThan(0.9);
    expect(Math.abs(finish(splitHalfReliability(contrast(16, 0), generator())) ?? 1)).toBeLessThan(0.2);
  });

  it('stands far above shuffled labels only where there is an attribute', () => {
    expect(finish(permutationScore(contrast(16, 30), generator()))).toBeGreaterThan(4);
    expect(Math.abs(finish(permutationScore(contrast(16, 0), generator())) ?? 9)).toBeLessThan(3);
  });

  it('is compared with shuffled labels in their own deviations, whatever the size of the numbers', () => {
    const small = contrast(8, 3);
    const larger = (side: Contrast['positive']) =>
      side.map((vector) => Float32Array.from(vector, (value) => 16 * value));
    const large = { positive: larger(small.positive), negative: larger(small.negative) };
    const [one, other] = [small, large].map((each) => finish(permutationScore(each, generator())) ?? Number.NaN);
    expect(other).toBeCloseTo(one ?? Number.NaN, 5);
  });

  it('has a noise floor of about sigma sqrt(2d / n)', () => {
    const without = contrast(32, 0);
    expect(finish(noiseFloor(without))).toBeCloseTo(Math.sqrt((2 * 256) / 32), 0);
    expect(norm(finish(meanDifference(without))) / (finish(noiseFloor(without)) ?? 1)).toBeCloseTo(1, 1);
  });

  it('gives the same figures for the same seed', () => {
    expect(finish(permutationScore(contrast(8, 3), generator()))).toBe(
      finish(permutationScore(contrast(8, 3), generator())),
    );
  });

  it('says nothing of reliability where nothing can be halved', () => {
    const single = contrast(1, 3);
    expect(finish(splitHalfReliability(single, generator()))).toBeUndefined();
    expect(finish(noiseFloor(single))).toBeUndefined();
    expect(finish(permutationScore(single, generator()))).toBeUndefined();
  });
});
