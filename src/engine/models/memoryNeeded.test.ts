import { describe, expect, test } from 'vitest';
import { memoryNeeded } from './memoryNeeded.ts';

const unet = { part: 'unet', bytes: 3e9, precision: 'float32' } as const;
const needed = (...networks: Parameters<typeof memoryNeeded>[0]) => memoryNeeded(networks, 0, 256, 8e9) - 150e6;

describe('the memory that a model needs', () => {
  test('is that of all its networks', () => {
    expect(needed(unet, { part: 'vae_decoder', bytes: 2e8 })).toBe(3.2e9);
  });

  test('is twice the file where weights are half floats, which the processor computes with as float32', () => {
    expect(needed({ ...unet, precision: 'float16' })).toBe(6e9);
  });

  test('is that of the networks that stay open where not all do, and of the largest in any case', () => {
    expect(needed(unet, unet, unet)).toBe(8e9);
    expect(needed({ ...unet, bytes: 4e10 }, unet)).toBe(4e10);
  });

  test('grows with the picture', () => {
    expect(memoryNeeded([], 512 * 512, 256, 8e9)).toBe(150e6 + 3 * 4 * 256 * 512 * 512);
  });
});
