import { describe, expect, it } from 'vitest';
import { testDenoiser } from '../../src/diffusion/testing/recordedNetwork.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem, batchSize, map, stack } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { conditioningOf, fakeDenoiser } from '../testing/fakeModel.ts';
import { noiseOf } from '../testing/values.ts';

let guesses = 0;

/** A network behind the real guidance; its answer depends on point, timestep and prompt. */
const model = {
  ...testDenoiser(fakeDenoiser.training, {
    run: async (x, timestep, { hidden = x }) => {
      guesses += batchSize(x);
      const answer = (row: number) =>
        map(batchItem(x, row), (value) =>
          Math.sin(value + timestep / 300 + 20 * (batchItem(hidden, row).data[0] ?? 0)),
        );
      return stack(Array.from({ length: batchSize(x) }, (_, row) => answer(row)));
    },
  }),
  space: fakeDenoiser.space,
};

const prompts = { conditioning: conditioningOf('a lighthouse by the sea'), negative: conditioningOf('') };

async function denoise(guided: unknown, parameters: Record<string, unknown> = {}, type = 'denoise', from = noiseOf(1)) {
  const wires = { model: guided, latents: from, ...prompts };
  return (await compute(type, wires, { steps: 6, sampler: 'ddim', guidance: 6, ...parameters })).latents as Latents;
}

async function guided(parameters: Record<string, unknown>, from: unknown = model) {
  return (await compute('guidance', { model: from }, parameters)).model;
}

describe('guidance', () => {
  it.each([
    { method: 'projected' },
    { method: 'projected', parallel: 1, limit: 1 },
    { method: 'projected', parallel: 1, momentum: -0.5 },
    { method: 'classifier_free', rescale: 0.7 },
    { method: 'classifier_free', end: 0.6 },
  ])('with %j changes what denoising gives, and nothing at guidance 1', async (parameters) => {
    const other = await guided(parameters);
    expect((await denoise(other)).tensor).not.toEqual((await denoise(model)).tensor);
    expect((await denoise(other, { guidance: 1 })).tensor).toEqual((await denoise(model, { guidance: 1 })).tensor);
  });

  it('that is plain and acts everywhere is what the model does by itself', async () => {
    const same = await guided({ method: 'classifier_free' });
    expect((await denoise(same)).tensor).toEqual((await denoise(model)).tensor);
  });

  it('carries its momentum through a chain of single steps, bit for bit', async () => {
    const other = await guided({ momentum: -0.5 });
    let chained = noiseOf(1);
    for (let step = 0; step < 6; step++) chained = await denoise(other, {}, 'denoise_step', chained);
    expect(chained.tensor).toEqual((await denoise(other)).tensor);
  });

  it('drops its momentum at an edit', async () => {
    const other = await guided({ momentum: -0.5 });
    const half = await denoise(other, { stop_at: 3 });
    const { history: _, ...edited } = half;
    expect((await denoise(other, {}, 'denoise', edited)).tensor).not.toEqual((await denoise(other)).tensor);
  });

  it('asks the network for one guess in place of two where it does not act', async () => {
    const other = await guided({ method: 'classifier_free', start: 0.5 });
    guesses = 0;
    await denoise(other);
    expect(guesses).toBe(3 + 2 * 3);
  });

  it('joins what several nodes in a row do', async () => {
    const rescaledFirst = await guided(
      { method: 'projected' },
      await guided({ method: 'classifier_free', rescale: 0.5 }),
    );
    const both = await guided({ method: 'projected', rescale: 0.5 });
    expect((await denoise(rescaledFirst)).tensor).toEqual((await denoise(both)).tensor);
  });

  it('that ends before it starts is refused', async () => {
    await expect(guided({ start: 0.8, end: 0.2 })).rejects.toThrow('cannot act from 0.8 to 0.2');
  });
});
