import { describe, expect, it } from 'vitest';
import { norm } from '../../src/geometry/vector.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { otherSpace } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

async function latents(type: string, inputs: Record<string, unknown>, parameters = {}, context = fakeContext()) {
  return (await compute(type, inputs, parameters, context)).latents as Latents;
}

const [a, b] = [noiseOf(1), noiseOf(2)];

describe.each(['slerp', 'lerp'])('%s', (type) => {
  it('meets both ends and keeps level and space', async () => {
    const start = await latents(type, { a, b }, { t: 0 });
    start.tensor.data.forEach((value, i) => {
      expect(value).toBeCloseTo(a.tensor.data[i] ?? Number.NaN, 6);
    });
    expect([start.level, start.space]).toEqual([a.level, a.space]);
  });

  it('makes one frame per t, each as it is alone', async () => {
    const frames = await latents(type, { a, b, t: [0, 0.25, 1] });
    expect(frames.tensor.shape).toEqual([3, 4, 2, 2]);
    expect(batchItem(frames.tensor, 1).data).toEqual((await latents(type, { a, b }, { t: 0.25 })).tensor.data);
  });

  it('uses a single point for every item of a batch', async () => {
    expect((await latents(type, { a: noiseOf(1, 3), b })).tensor.shape[0]).toBe(3);
    await expect(latents(type, { a: noiseOf(1, 3), b, t: [0, 1] })).rejects.toThrow('"a" has 3 items and "t" has 2.');
  });

  it('refuses points at different levels, naming both and the nodes that help', async () => {
    await expect(latents(type, { a, b: latentsOf(2) })).rejects.toMatchObject({
      code: 'different-level',
      message: expect.stringMatching(/"a" is pure noise and "b" is clean/),
      remedy: expect.stringMatching(/Add noise.*Noise-level arithmetic/),
    });
  });

  it('refuses points of different spaces and sizes', async () => {
    await expect(latents(type, { a, b: { ...b, space: otherSpace } })).rejects.toMatchObject({
      code: 'different-space',
    });
    const wide = latentsOf(3, a.level, [1, 4, 2, 4]);
    await expect(latents(type, { a, b: wide })).rejects.toThrow('"a" has items of 4 x 2 x 2, "b" of 4 x 2 x 4.');
  });

  it('says that t beyond the ends is extrapolation', async () => {
    const context = fakeContext();
    await latents(type, { a, b }, { t: 1.5 }, context);
    expect(context.warnings).toEqual([expect.stringContaining('extrapolation beyond b')]);
  });

  it('forgets what a sampler remembered', async () => {
    const remembering = { ...a, history: { sampler: 'dpmpp_2m', memory: 1 } };
    expect(await latents(type, { a: remembering, b })).not.toHaveProperty('history');
  });
});

describe('slerp', () => {
  const opposite = { ...a, tensor: { ...a.tensor, data: a.tensor.data.map((value) => -value) } };

  it('refuses opposite points unless a seed picks the way', async () => {
    await expect(latents('slerp', { a, b: opposite })).rejects.toMatchObject({
      code: 'antipodal',
      remedy: /seeded axis/,
    });
    const middle = await latents('slerp', { a, b: opposite }, { opposite_points: 'seeded_axis', axis_seed: 1 });
    expect(norm(middle.tensor.data)).toBeCloseTo(norm(a.tensor.data), 4);
  });

  it('refuses a point without a direction', async () => {
    const zero = { ...a, tensor: { ...a.tensor, data: new Float32Array(16) } };
    await expect(latents('slerp', { a, b: zero })).rejects.toThrow('B is zero and has no direction.');
  });

  it('keeps the norm half way where lerp loses it', async () => {
    const [curved, straight] = [await latents('slerp', { a, b }), await latents('lerp', { a, b })];
    expect(norm(curved.tensor.data)).toBeCloseTo((norm(a.tensor.data) + norm(b.tensor.data)) / 2, 4);
    expect(norm(straight.tensor.data)).toBeLessThan(norm(curved.tensor.data));
  });
});

describe('multi-slerp', () => {
  const points = [noiseOf(1), noiseOf(2), noiseOf(3)];

  it('of two points is slerp', async () => {
    const blend = await latents('multi_slerp', { points: [a, b] }, { weights: [0.7, 0.3] });
    const slerped = await latents('slerp', { a, b }, { t: 0.3 });
    blend.tensor.data.forEach((value, i) => {
      expect(value).toBeCloseTo(slerped.tensor.data[i] ?? Number.NaN, 5);
    });
  });

  it('weighs all alike when no weights are given, without a word', async () => {
    const context = fakeContext();
    const equal = await latents('multi_slerp', { points }, {}, context);
    expect(context.warnings).toEqual([]);
    expect(equal).toEqual(await latents('multi_slerp', { points }, { weights: [2, 2, 2] }));
  });

  it('says when it divided the weights by their sum', async () => {
    const context = fakeContext();
    await latents('multi_slerp', { points, weights: [1, 2, 3] }, {}, context);
    expect(context.warnings).toEqual(['The weights sum to 6 and were divided by that.']);
  });

  it('refuses weights that do not match, and points that do not belong together', async () => {
    await expect(latents('multi_slerp', { points }, { weights: [1, 1] })).rejects.toThrow(
      'There are 2 weights for 3 points.',
    );
    await expect(latents('multi_slerp', { points, weights: [0, 0, 0] })).rejects.toThrow('All weights are zero.');
    await expect(latents('multi_slerp', { points: [a, latentsOf(1)] })).rejects.toThrow('"points.1" is pure noise');
    await expect(latents('multi_slerp', { points: [a] })).rejects.toThrow('at least two points');
  });

  it('blends batches item by item', async () => {
    const batch = await latents('multi_slerp', { points: [noiseOf(1, 2), noiseOf(2)] });
    expect(batch.tensor.shape[0]).toBe(2);
  });
});
