import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from '../../../fixtures/geometry/directions.json';
import { gaussian, seeds } from '../testing/arbitraries.ts';
import { distance, norm } from '../vector.ts';
import { frequencyBands, type LatentShape, mostBands, weighBands } from './frequencyBands.ts';

const shapes = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 33 }), fc.integer({ min: 1, max: 33 }))
  .map((shape): LatentShape => shape);
const sizeOf = ([channels, height, width]: LatentShape) => channels * height * width;

describe('frequency bands', () => {
  it('at weights of 1 give the latent back, bit for bit', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.constantFrom(1e-30, 1, 1e30), (shape, seed, magnitude) => {
        const latent = gaussian(sizeOf(shape), seed, magnitude);
        expect(weighBands(latent, shape, Array(mostBands(shape)).fill(1))).toEqual(latent);
      }),
    );
  });

  it('are those of a pyramid of SciPy convolutions', () => {
    const { latent, shape, bands } = reference.bands;
    const [channels = 0, height = 0, width = 0] = shape;
    frequencyBands(Float32Array.from(latent), [channels, height, width], 3).forEach((band, k) => {
      expect(distance(band, Float64Array.from(bands[k] ?? []))).toBeLessThan(1e-13);
    });
  });

  it('add up to the latent', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const latent = gaussian(sizeOf(shape), seed);
        const sum = new Float64Array(latent.length);
        for (const band of frequencyBands(latent, shape, mostBands(shape))) {
          band.forEach((value, i) => {
            sum[i] = (sum[i] as number) + value;
          });
        }
        expect(distance(sum, latent)).toBeLessThan(1e-12 * norm(latent));
      }),
    );
  });

  it('weigh linearly: all alike scale the latent, and a band left out is missing', () => {
    const shape: LatentShape = [2, 16, 12];
    const latent = gaussian(sizeOf(shape), 1);
    const bands = frequencyBands(latent, shape, 3);
    const halved = weighBands(latent, shape, [0.5, 0.5, 0.5]);
    expect(
      distance(
        halved,
        latent.map((value) => value / 2),
      ),
    ).toBeLessThan(1e-5);
    const without = weighBands(latent, shape, [0, 1, 1]);
    expect(
      distance(
        without,
        latent.map((value, i) => value - (bands[0]?.[i] as number)),
      ),
    ).toBeLessThan(1e-5);
  });

  it('of a constant are in the coarsest alone, channel by channel', () => {
    const latent = Float32Array.from({ length: 2 * 9 * 7 }, (_, i) => (i < 63 ? 5 : -2));
    const bands = frequencyBands(latent, [2, 9, 7], 4);
    for (const band of bands.slice(0, 3)) expect(norm(band)).toBeLessThan(1e-12);
    expect(distance(bands[3] ?? latent, latent)).toBeLessThan(1e-12);
  });

  it('tell a chessboard from a slope', () => {
    const shape: LatentShape = [1, 32, 32];
    const chessboard = Float32Array.from({ length: 1024 }, (_, i) => ((i + (i >> 5)) % 2 === 0 ? 1 : -1));
    const slope = Float32Array.from({ length: 1024 }, (_, i) => (i % 32) - 15.5);
    const [fineOfBoard] = frequencyBands(chessboard, shape, 3);
    const coarseOfSlope = frequencyBands(slope, shape, 3)[2];
    expect(norm(fineOfBoard ?? slope) / norm(chessboard)).toBeGreaterThan(0.9);
    expect(norm(coarseOfSlope ?? chessboard) / norm(slope)).toBeGreaterThan(0.9);
  });

  it('are one for each halving of the smaller side, and the rest', () => {
    expect(mostBands([4, 64, 64])).toBe(7);
    expect(mostBands([4, 5, 64])).toBe(4);
    expect(mostBands([4, 1, 64])).toBe(1);
  });

  it('are refused for a wrong size, number or weight', () => {
    const latent = gaussian(64, 1);
    expect(() => frequencyBands(latent, [1, 8, 9], 2)).toThrow(/64 numbers do not fill the shape \[1, 8, 9\]/);
    expect(() => frequencyBands(latent, [1, 8, 8], 5)).toThrow(/5 bands: latents of 8 x 8 have 1 to 4/);
    expect(() => weighBands(latent, [1, 8, 8], [])).toThrow(/0 bands/);
    expect(() => weighBands(latent, [1, 8, 8], [1, Number.NaN])).toThrow(/NaN is not a valid weight/);
  });
});
