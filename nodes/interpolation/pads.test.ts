import { describe, expect, it } from 'vitest';
import type { Conditioning } from '../../src/diffusion/conditioning.ts';
import { promptCount } from '../../src/diffusion/prompts/promptArithmetic.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { batchItem, tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { directionOf, latentsOf, noiseOf } from '../testing/values.ts';

const corners = { top_left: noiseOf(1), top_right: noiseOf(2), bottom_left: noiseOf(3), bottom_right: noiseOf(4) };
const places = {
  top_left: { x: 0, y: 1 },
  top_right: { x: 1, y: 1 },
  bottom_left: { x: 0, y: 0 },
  bottom_right: { x: 1, y: 0 },
};
const names = Object.keys(corners) as (keyof typeof corners)[];
const data = (latents: unknown) => [...(latents as Latents).tensor.data];

async function pad(parameters: Record<string, unknown>, inputs: Record<string, unknown> = corners) {
  return (await compute('pad', inputs, parameters)).latents as Latents;
}

describe('the pad of points', () => {
  it('is the point of a corner there, bit for bit, whatever the method', async () => {
    for (const method of ['slerp', 'mean', 'lol']) {
      for (const name of names) expect(data(await pad({ ...places[name], method }))).toEqual(data(corners[name]));
    }
  });

  it('is the Slerp node on an edge', async () => {
    const { top_left: a, top_right: b } = corners;
    const slerped = data((await compute('slerp', { a, b }, { t: 0.3 })).latents);
    for (const method of ['slerp', 'mean']) {
      const edge = data(await pad({ x: 0.3, y: 1, method }));
      for (const [i, value] of edge.entries()) expect(value).toBeCloseTo(slerped[i] as number, 5);
    }
  });

  it('is Multi-slerp with bilinear weights inside, by the Karcher mean', async () => {
    const blend = await compute(
      'multi_slerp',
      { points: Object.values(corners) },
      { weights: [0.18, 0.42, 0.12, 0.28] },
    );
    const inside = data(await pad({ x: 0.7, y: 0.6, method: 'mean' }));
    for (const [i, value] of data(blend.latents).entries()) expect(inside[i]).toBeCloseTo(value, 5);
  });

  it('makes a batch of a path over it, each frame as it is alone', async () => {
    const film = await pad({}, { ...corners, x: [0, 0.5, 1], y: [0, 0.25, 0.5] });
    expect(film.tensor.shape).toEqual([3, 4, 2, 2]);
    expect([...batchItem(film.tensor, 1).data]).toEqual(data(await pad({ x: 0.5, y: 0.25 })));
  });

  it('refuses corners that do not belong together, and names both', async () => {
    await expect(pad({}, { ...corners, bottom_right: latentsOf(4) })).rejects.toMatchObject({
      code: 'different-level',
      message: /^"top_left" is .* and "bottom_right" is clean/,
    });
    const elsewhere = { ...noiseOf(2), space: { ...noiseOf(2).space, id: 'another' } };
    await expect(pad({}, { ...corners, top_right: elsewhere })).rejects.toMatchObject({ code: 'different-space' });
  });

  it('refuses a place beside it that a wire gives', async () => {
    await expect(pad({}, { ...corners, x: [0.5, 1.25] })).rejects.toThrow('x = 1.25 lies beside the pad');
    await expect(pad({}, { ...corners, y: [-0.5] })).rejects.toThrow('y = -0.5 lies beside the pad');
  });
});

describe('the pad of prompts', () => {
  const prompt = (name: string, hidden: number[], mask: number[]): Conditioning => ({
    prompt: name,
    encoder: 'text-encoder-of-tests',
    tensors: { hidden: tensor(Float32Array.from(hidden), [1, 2, 2]), mask: tensor(Float32Array.from(mask), [1, 2]) },
  });
  const prompts = {
    top_left: prompt('a house', [3, 0, 0, 2], [1, 0]),
    top_right: prompt('a boat', [0, 4, 2, 0], [1, 0]),
    bottom_left: prompt('a tree', [1, 1, 1, 1], [1, 1]),
    bottom_right: prompt('snow', [5, 0, 0, 5], [1, 1]),
  };
  const at = async (parameters: Record<string, unknown>, inputs: Record<string, unknown> = prompts) =>
    (await compute('prompt_pad', inputs, parameters)).conditioning as Conditioning;

  it('is each prompt in its corner, padding and all', async () => {
    for (const way of ['lerp', 'slerp']) {
      for (const name of names) expect((await at({ ...places[name], way })).tensors).toEqual(prompts[name].tensors);
    }
  });

  it('is Interpolate prompts on an edge, either way', async () => {
    for (const way of ['lerp', 'slerp']) {
      const { top_left: a, top_right: b } = prompts;
      const between = (await compute('interpolate_prompts', { a, b }, { t: 0.25, way })).conditioning as Conditioning;
      expect((await at({ x: 0.25, y: 1, way })).tensors).toEqual(between.tensors);
    }
  });

  it('is the bilinear mean inside, and a batch for lists', async () => {
    expect([...((await at({ x: 0.5, y: 0.5 })).tensors.hidden?.data ?? [])]).toEqual([2.25, 1.25, 0.75, 2]);
    expect(promptCount(await at({}, { ...prompts, x: [0, 0.5, 1] }))).toBe(3);
  });

  it('refuses prompts of two models', async () => {
    await expect(at({}, { ...prompts, bottom_left: { ...prompts.bottom_left, encoder: 'another' } })).rejects.toThrow(
      '"top_left" and "bottom_left" were encoded by the text encoders of two models',
    );
  });
});

describe('the pad of directions', () => {
  const latents = latentsOf(7);
  const directions = { top_right: directionOf(1), bottom_right: directionOf(2) };
  const at = async (parameters: Record<string, unknown>, inputs: Record<string, unknown> = {}) =>
    (await compute('direction_pad', { latents, ...directions, ...inputs }, parameters)).latents as Latents;

  it('is Apply directions in a corner, bit for bit', async () => {
    const applied = await compute(
      'apply_directions',
      { latents, directions: [directions.top_right] },
      { strength: 1.5 },
    );
    expect(data(await at({ ...places.top_right, strength: 1.5 }))).toEqual(data(applied.latents));
  });

  it('is the picture unchanged in a corner without a wire', async () => {
    expect(data(await at(places.top_left))).toEqual(data(latents));
  });

  it('adds the bilinear shares of the directions, scaled by the signal of the level', async () => {
    const noisy = latentsOf(7, { sigma: 1, signal: 0.5 });
    const moved = data(await at({ x: 0.5, y: 0.5 }, { latents: noisy }));
    const expected = [...noisy.tensor.data].map(
      (value, i) =>
        value + 0.125 * ((directions.top_right.tensor.data[i] ?? 0) + (directions.bottom_right.tensor.data[i] ?? 0)),
    );
    for (const [i, value] of moved.entries()) expect(value).toBeCloseTo(expected[i] as number, 5);
  });

  it('refuses a direction of another space, and warns of strengths that leave what the model knows', async () => {
    const elsewhere: Direction = { ...directionOf(3), space: { ...latents.space, id: 'another' } };
    await expect(at({}, { bottom_left: elsewhere })).rejects.toMatchObject({ code: 'different-space' });
    const context = fakeContext();
    await compute('direction_pad', { latents, ...directions }, { x: 1, y: 1, strength: 3 }, context);
    expect(context.warnings[0]).toContain('A strength of 3');
  });
});
