import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conditioning } from '../../src/diffusion/conditioning.ts';
import { promptCount, promptItem } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { testDenoiser } from '../../src/diffusion/testing/recordedNetwork.ts';
import type { Latents } from '../../src/graph/values.ts';
import { norm } from '../../src/tensor/reduce.ts';
import { batchItem, map, tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeDenoiser } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

/** Two tokens of three numbers, and a pooled vector. */
const prompt = (name: string, ...numbers: number[]): Conditioning => ({
  prompt: name,
  encoder: 'text-encoder-of-tests',
  tensors: {
    hidden: tensor(Float32Array.from(numbers), [1, 2, 3]),
    pooled: tensor(Float32Array.from(numbers.slice(0, 2)), [1, 2]),
  },
});
const house = prompt('a house', 3, 0, 0, 0, 2, 0);
const night = prompt('night', 0, 4, 0, 0, 0, 2);
const numbers = (conditioning: Conditioning) => [...(conditioning.tensors.hidden?.data ?? [])];

async function mixed(type: string, inputs: Record<string, unknown>, parameters = {}): Promise<Conditioning> {
  return (await compute(type, inputs, parameters)).conditioning as Conditioning;
}

describe('the walk between two prompts', () => {
  it('begins at the one and ends at the other, whichever the way', async () => {
    for (const way of ['lerp', 'slerp']) {
      const ends = await mixed('interpolate_prompts', { a: house, b: night, t: [0, 1] }, { way });
      expect(promptCount(ends)).toBe(2);
      for (const [index, end] of [house, night].entries()) {
        for (const [i, value] of numbers(promptItem(ends, index)).entries()) {
          expect(value).toBeCloseTo(numbers(end)[i] as number, 5);
        }
      }
    }
  });

  it('passes the middle straight, or on a great circle for each token', async () => {
    const straight = await mixed('interpolate_prompts', { a: house, b: night }, { t: 0.5 });
    expect(numbers(straight)).toEqual([1.5, 2, 0, 0, 1, 1]);
    const round = await mixed('interpolate_prompts', { a: house, b: night }, { t: 0.5, way: 'slerp' });
    const data = numbers(round);
    expect(norm(Float32Array.from(data.slice(0, 3)))).toBeCloseTo(3.5, 5);
    expect(norm(Float32Array.from(data.slice(3)))).toBeCloseTo(2, 5);
    expect(round.prompt).toBe('a house + night');
  });

  it('goes straight from an empty prompt that is all zeros', async () => {
    const zero = prompt('', 0, 0, 0, 0, 0, 0);
    expect(numbers(await mixed('interpolate_prompts', { a: zero, b: night }, { t: 0.25, way: 'slerp' }))).toEqual([
      0, 1, 0, 0, 0, 0.5,
    ]);
  });

  it('refuses prompts of two models and of two lengths', async () => {
    const other = { ...night, encoder: 'another' };
    await expect(mixed('interpolate_prompts', { a: house, b: other })).rejects.toThrow('text encoders of two models');
    const long = { ...night, tensors: { ...night.tensors, hidden: tensor(new Float32Array(12), [1, 4, 3]) } };
    await expect(mixed('interpolate_prompts', { a: house, b: long })).rejects.toThrow('are 2 × 3 and 4 × 3');
  });
});

describe('the blend of prompts', () => {
  it('is their mean, weighted by shares of the sum', async () => {
    expect(numbers(await mixed('blend_prompts', { prompts: [house, night] }))).toEqual([1.5, 2, 0, 0, 1, 1]);
    expect(numbers(await mixed('blend_prompts', { prompts: [house, night], weights: [6, 2] }))).toEqual([
      2.25, 1, 0, 0, 1.5, 0.5,
    ]);
  });

  it('refuses weights without a mean', async () => {
    await expect(mixed('blend_prompts', { prompts: [house, night], weights: [1, -1] })).rejects.toThrow('add up to 0');
    await expect(mixed('blend_prompts', { prompts: [house, night], weights: [1] })).rejects.toThrow('1 weights and 2');
  });
});

describe('a direction between prompts', () => {
  const between = async (from: Conditioning, to: Conditioning) =>
    (await compute('prompt_difference', { from, to })).direction;

  it('leads from the one to the other at strength 1, and back at -1', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 }), async (values) => {
        const to = prompt('any', ...values);
        const direction = await between(house, to);
        const there = await mixed('apply_prompt_directions', { conditioning: house, directions: [direction] });
        expect(numbers(there)).toEqual(numbers(to));
        const back = await mixed('apply_prompt_directions', {
          conditioning: to,
          directions: [direction],
          strength: [-1],
        });
        expect(numbers(back)).toEqual(numbers(house));
      }),
      { numRuns: 20 },
    ));

  it('makes a sweep of a list of strengths, and adds up with weights', async () => {
    const directions = [await between(house, night), await between(night, house)];
    const swept = await mixed('apply_prompt_directions', { conditioning: house, directions, strength: [0, 1, 2] });
    expect(promptCount(swept)).toBe(3);
    for (let i = 0; i < 3; i++) expect(numbers(promptItem(swept, i))).toEqual(numbers(house));
    const weighted = { conditioning: house, directions, weights: [1, 0] };
    expect(numbers(await mixed('apply_prompt_directions', weighted))).toEqual(numbers(night));
  });
});

describe('several prompts at Denoise', () => {
  const model = {
    ...testDenoiser(fakeDenoiser.training, {
      run: async (x, timestep, { hidden }) =>
        map(x, (value) => Math.sin(value + timestep / 300 + (hidden?.data[0] ?? 0))),
    }),
    space: fakeDenoiser.space,
  };
  const wires = { model, latents: noiseOf(1) };
  const denoised = async (type: string, conditioning: Conditioning, parameters = {}, inputs = {}) =>
    (await compute(type, { ...wires, conditioning, ...inputs }, { steps: 4, ...parameters })).latents as Latents;

  it('make a batch, each as it is alone', async () => {
    const both = await mixed('interpolate_prompts', { a: house, b: night, t: [0, 1] });
    const batch = await denoised('denoise', both);
    expect(batch.tensor.shape[0]).toBe(2);
    for (const index of [0, 1]) {
      const alone = await denoised('denoise', promptItem(both, index));
      expect(batchItem(batch.tensor, index).data).toEqual(alone.tensor.data);
    }
  });

  it('go with as many points, and are refused with another number', async () => {
    const both = await mixed('interpolate_prompts', { a: house, b: night, t: [0, 1] });
    expect((await denoised('denoise', both, {}, { latents: noiseOf(2, 2) })).tensor.shape[0]).toBe(2);
    await expect(denoised('denoise', both, {}, { latents: noiseOf(2, 3) })).rejects.toThrow('"conditioning" has 2');
  });
});

it('several prompts go through noise-level arithmetic, each with its own item', async () => {
  const { direction } = await compute('difference', { from: latentsOf(1), to: latentsOf(2) });
  const both = await mixed('interpolate_prompts', { a: house, b: night, t: [0, 1] });
  const edit = async (conditioning: Conditioning) =>
    (
      await compute(
        'noise_level_arithmetic',
        { model: fakeDenoiser, latents: noiseOf(1), direction, conditioning },
        { steps: 4 },
      )
    ).latents as Latents;
  const batch = await edit(both);
  expect(batchItem(batch.tensor, 1).data).toEqual((await edit(promptItem(both, 1))).tensor.data);
});

describe('prompts behind each other', () => {
  it('keep the tokens of both, and the pooled vector of the first', async () => {
    const joined = await mixed('join_prompts', { first: house, second: night });
    expect(joined.tensors.hidden?.shape).toEqual([1, 4, 3]);
    expect(numbers(joined)).toEqual([...numbers(house), ...numbers(night)]);
    expect(joined.tensors.pooled).toEqual(house.tensors.pooled);
    expect(joined.prompt).toBe('a house + night');
  });

  it('join the marks of their padding too, item by item of a batch', async () => {
    const masked = (name: string, mark: number): Conditioning => ({
      ...house,
      prompt: name,
      tensors: { ...house.tensors, mask: tensor(Float32Array.of(1, mark), [1, 2]) },
    });
    const both = await mixed('interpolate_prompts', { a: masked('a', 1), b: masked('b', 0), t: [0, 1] });
    const joined = await mixed('join_prompts', { first: both, second: masked('c', 0) });
    expect(joined.tensors.mask?.shape).toEqual([2, 4]);
    expect([...(joined.tensors.mask?.data ?? [])]).toEqual([1, 1, 1, 0, 1, 1, 1, 0]);
  });

  it('are of one model', async () => {
    const other = { ...night, encoder: 'another' };
    await expect(mixed('join_prompts', { first: house, second: other })).rejects.toThrow('text encoders of two models');
  });
});

it('a prompt that is zeroed out has as many tokens and says nothing; its padding and its sizes stay', async () => {
  const mask = tensor(Float32Array.of(1, 0), [1, 2]);
  const framing = { crop: [1, 2] as const };
  const zeroed = await mixed('zero_prompt', {
    conditioning: { ...house, framing, tensors: { ...house.tensors, mask } },
  });
  expect(numbers(zeroed)).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...(zeroed.tensors.pooled?.data ?? [])]).toEqual([0, 0]);
  expect(zeroed.tensors.mask).toEqual(mask);
  expect(zeroed.framing).toEqual(framing);
});

it('the guidance of FLUX and the sizes of SDXL are said beside each other, in either order', async () => {
  const told = await mixed('flux_guidance', { conditioning: house }, { guidance: 2 });
  const sized = await mixed('size_conditioning', { conditioning: told }, { crop_left: 8 });
  expect(sized.framing).toEqual({ guidance: 2, crop: [0, 8] });
  const first = await mixed('size_conditioning', { conditioning: house }, { crop_left: 8 });
  expect((await mixed('flux_guidance', { conditioning: first }, { guidance: 2 })).framing).toEqual(sized.framing);
});
