import { describe, expect, it } from 'vitest';
import { PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import type { Latents } from '../../src/graph/values.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { otherSpace } from '../testing/fakeModel.ts';
import { directionOf, latentsOf } from '../testing/values.ts';

const shape = [1, 4, 8, 8];
const latents = latentsOf(1, undefined, shape);
const wide = new TorchGenerator(2).randn(shape);
const direction = { ...directionOf(2), tensor: wide, raw: wide };
const everywhere = { points: [], radius: 0.1, hardness: 1, value: 1 };
const left = { points: [0, 0, 0, 1], radius: 0.25, hardness: 1, value: 1 };

const brush = async (parameters = {}, inputs = {}, context = fakeContext()) =>
  (await compute('direction_brush', { latents, direction, ...inputs }, parameters, context)).latents as Latents;

describe('direction brush', () => {
  it('with everything painted is Apply directions', async () => {
    const applied = await compute('apply_directions', { latents, directions: [direction] }, { strength: 0.7 });
    const { tensor } = await brush({ strokes: [everywhere], strength: 0.7 });
    expect(tensor).toEqual((applied.latents as Latents).tensor);
  });

  it('leaves the points as they are where nothing was painted, and with strength 0', async () => {
    expect((await brush()).tensor).toEqual(latents.tensor);
    expect((await brush({ strokes: [everywhere], strength: 0 })).tensor).toEqual(latents.tensor);
  });

  it('acts on the cells that were painted alone, in all channels', async () => {
    const { tensor } = await brush({ strokes: [left] });
    tensor.data.forEach((value, index) => {
      const before = latents.tensor.data[index] as number;
      const isPainted = index % 8 < 2;
      expect(value).toBe(isPainted ? Math.fround(before + (wide.data[index] as number)) : before);
    });
  });

  it('gives a cell that is painted by half the half of it', async () => {
    const { tensor } = await brush({ strokes: [{ ...left, radius: 2.5 / 8 }] });
    const moved = (tensor.data[2] as number) - (latents.tensor.data[2] as number);
    expect(moved / (wide.data[2] as number)).toBeCloseTo(0.5, 1);
  });

  it('paints each item of a batch, by the share of signal that there is at its level', async () => {
    const level = { sigma: 1, signal: Math.SQRT1_2 };
    const batch = latentsOf(3, level, [2, 4, 8, 8]);
    const { tensor } = await brush({ strokes: [everywhere] }, { latents: batch });
    tensor.data.forEach((value, index) => {
      const moved = value - (batch.tensor.data[index] as number);
      expect(moved).toBeCloseTo(Math.SQRT1_2 * (wide.data[index % 256] as number), 5);
    });
  });

  it('warns of strengths that a model no longer follows, and of pure noise', async () => {
    const context = fakeContext();
    await brush({ strokes: [{ ...everywhere, value: -2 }], strength: 1.5 }, {}, context);
    await brush({ strokes: [everywhere] }, { latents: { ...latents, level: PURE_NOISE } }, context);
    expect(context.warnings).toEqual([
      expect.stringContaining('A strength of -3 with a raw direction'),
      expect.stringContaining('Pure noise holds no signal yet'),
    ]);
  });

  it('refuses a direction of another model or size', async () => {
    const inputs = { direction: { ...direction, space: otherSpace } };
    await expect(brush({}, inputs)).rejects.toMatchObject({ code: 'different-space' });
    await expect(brush({}, { direction: directionOf(1) })).rejects.toMatchObject({ code: 'different-size' });
  });
});
