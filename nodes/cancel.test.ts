import { expect, it } from 'vitest';
import { CLEAN } from '../src/diffusion/noiseLevel.ts';
import { compute } from './testing/compute.ts';
import { fakeContext } from './testing/fakeContext.ts';
import { fakeDenoiser } from './testing/fakeModel.ts';
import { directionOf, latentsOf, noiseOf, picturesOf } from './testing/values.ts';

const batch = (seed: number) => latentsOf(seed, CLEAN, [6, 4, 2, 2]);
const [a, b, c] = [batch(1), batch(2), batch(3)];

/** Nodes that go through a batch item by item, with six items each. */
const batches: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  slerp: { a, b, t: [0.5] },
  lerp: { a, b, t: [0.5] },
  multi_slerp: { points: [a, b] },
  weighted_blend: { points: [a, b] },
  variance_preserving_blend: { points: [a, b] },
  mask: { a, b, mask: picturesOf([0.5]) },
  style_transfer: { content: a, style: b, neutral: c },
  apply_directions: { latents: a, directions: [directionOf(1)] },
  path: { points: [a, b], frames: 6 },
  exp_map: { latents: a, direction: directionOf(1) },
  noise: { model: fakeDenoiser, seed: [1, 2, 3, 4, 5, 6] },
  add_noise: { model: fakeDenoiser, latents: a, noise: noiseOf(1, 6) },
};

it.each(Object.entries(batches))('%s stops within a batch when it is told to', async (type, inputs) => {
  const context = fakeContext();
  let items = 0;
  const pause = async () => {
    items++;
    if (items === 3) throw new DOMException('Cancelled', 'AbortError');
  };
  await expect(compute(type, inputs, {}, { ...context, pause })).rejects.toThrow('Cancelled');
  expect(items).toBe(3);
});
