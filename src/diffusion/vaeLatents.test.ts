import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchItem, map, stack, zeros } from '../tensor/tensor.ts';
import { maxDifference } from '../tensor/testing/goldens.ts';
import type { Posterior } from './model.ts';
import { initialNoise } from './stepNoise.ts';
import { decoderInput, latentsOf } from './vaeLatents.ts';

const scaling = { scale: 0.18215, shift: 0 };
const mean = initialNoise(1, [1, 4, 2, 3]);
const moments = (logVariance: number): Posterior => ({
  kind: 'moments',
  mean,
  logVariance: map(mean, () => logVariance),
});

describe('latents of a posterior', () => {
  test('take its mean, scaled', () => {
    const latents = latentsOf(moments(0), { scale: 0.5, shift: 2 }, { mode: 'mean' });
    expect(latents.data[0]).toBeCloseTo(((mean.data[0] as number) - 2) / 2, 6);
  });

  test('or have a scale and a shift for each channel, which the decoder gets back', () => {
    const byChannel = { scale: [0.5, 2, 1, 4], shift: [1, -1, 0, 0.25] };
    const latents = latentsOf(moments(0), byChannel, { mode: 'mean' });
    const [first = 0, second = 0] = [mean.data[0], mean.data[6]];
    expect(latents.data[0]).toBeCloseTo((first - 1) * 0.5, 6);
    expect(latents.data[6]).toBeCloseTo((second + 1) * 2, 6);
    expect(maxDifference(decoderInput(stack([latents, latents]), byChannel).data.slice(24), mean.data)).toBeLessThan(
      1e-6,
    );
  });

  test('or draw from it with the first noise of a seed', () => {
    const latents = latentsOf(moments(Math.log(4)), scaling, { mode: 'sample', seed: 9 });
    const noise = initialNoise(9, mean.shape).data;
    const expected = mean.data.map((middle, i) => (middle + 2 * (noise[i] as number)) * 0.18215);
    expect(maxDifference(latents.data, expected)).toBeLessThan(1e-6);
  });

  test('an overflowing log-variance is clamped', () => {
    const at = (logVariance: number) => latentsOf(moments(logVariance), scaling, { mode: 'sample', seed: 9 }).data;
    expect(at(500)).toEqual(at(20));
    expect(at(-500)).toEqual(at(-30));
  });

  test('a batch item draws the same as alone', () => {
    const both: Posterior = { kind: 'moments', mean: stack([mean, mean]), logVariance: zeros([2, 4, 2, 3]) };
    const latents = latentsOf(both, scaling, { mode: 'sample', seed: 9 });
    expect(batchItem(latents, 1).data).toEqual(latentsOf(moments(0), scaling, { mode: 'sample', seed: 9 }).data);
  });

  test('an encoder that draws by itself cannot be seeded, and says so', () => {
    const posterior: Posterior = { kind: 'sample', sample: mean };
    expect(latentsOf(posterior, { scale: 1, shift: 0 }, { mode: 'mean' }).data).toEqual(mean.data);
    expect(() => latentsOf(posterior, scaling, { mode: 'sample', seed: 1 })).toThrow('which no seed can steer');
  });

  test('come back through the decoder scaling', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (scale, shift) => {
          const latents = latentsOf(moments(0), { scale, shift }, { mode: 'mean' });
          expect(maxDifference(decoderInput(latents, { scale, shift }).data, mean.data)).toBeLessThan(1e-5);
        },
      ),
    );
  });
});
