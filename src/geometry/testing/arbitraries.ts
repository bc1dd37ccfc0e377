import fc from 'fast-check';
import { TorchGenerator } from '../../tensor/random.ts';

/** Dimensions from the plane to a 1024 x 1024 picture's latents. */
export const dimensions = fc.oneof(fc.integer({ min: 2, max: 64 }), fc.constantFrom(1024, 4096, 16384, 65536));
export const seeds = fc.integer({ min: 0, max: 2 ** 31 });
/** Norms that float32 can hold with room for a sum: from far under to far over any latent. */
export const magnitudes = fc.constantFrom(1e-20, 1e-3, 1, 1e3, 1e15);

export function gaussian(size: number, seed: number, magnitude = 1): Float32Array {
  return new TorchGenerator(seed).randn([size]).data.map((value) => value * magnitude);
}

/** Two independent points of one size. */
export const pairs = fc
  .record({ size: dimensions, first: seeds, second: seeds, magnitudeA: magnitudes, magnitudeB: magnitudes })
  .filter(({ first, second }) => first !== second)
  .map(({ size, first, second, magnitudeA, magnitudeB }) => ({
    a: gaussian(size, first, magnitudeA),
    b: gaussian(size, second, magnitudeB),
  }));
