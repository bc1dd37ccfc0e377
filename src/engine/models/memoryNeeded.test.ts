import { describe, expect, test } from 'vitest';
import { memoryNeeded } from './memoryNeeded.ts';

const needed = (...weights: number[]) => memoryNeeded(weights, 0, 256, 8e9) - 150e6;

describe('the memory that a model needs', () => {
  test('is that of all its networks', () => {
    expect(needed(3e9, 2e8)).toBe(3.2e9);
  });

  test('is that of the networks that stay open where not all do, and of the largest in any case', () => {
    expect(needed(3e9, 3e9, 3e9)).toBe(8e9);
    expect(needed(4e10, 3e9)).toBe(4e10);
  });

  test('grows with the picture', () => {
    expect(memoryNeeded([], 512 * 512, 256, 8e9)).toBe(150e6 + 3 * 4 * 256 * 512 * 512);
  });
});
