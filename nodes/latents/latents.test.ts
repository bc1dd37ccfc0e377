import { describe, expect, it } from 'vitest';
import type { Vae } from '../../src/diffusion/model.ts';
import { isClean, PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import type { Latents } from '../../src/graph/values.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { batchItem, type Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae, otherSpace } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf, picturesOf } from '../testing/values.ts';

const encode = async (image: Tensor, parameters = {}, inputs = {}, context = fakeContext()) =>
  (await compute('encode', { vae: fakeVae, image, ...inputs }, parameters, context)).latents as Latents;
const decode = async (latents: Latents, context = fakeContext()) =>
  (await compute('decode', { vae: fakeVae, latents }, {}, context)).image as Tensor;

describe('encode', () => {
  it('gives clean latents, shifted and scaled', async () => {
    const { tensor, level, space } = await encode(picturesOf([0.75]));
    expect([isClean(level), space]).toEqual([true, fakeVae.space]);
    expect(tensor.data[0]).toBeCloseTo((0.5 - Number(fakeVae.shift)) * Number(fakeVae.scale), 6);
  });

  it('in sample mode adds deviation times the noise of the seed', async () => {
    const mean = await encode(picturesOf([0.75]));
    const sample = await encode(picturesOf([0.75]), { mode: 'sample', seed: 5 });
    const noise = new TorchGenerator(5).randn([1, 4, 2, 2]).data;
    sample.tensor.data.forEach((value, i) => {
      expect(value).toBeCloseTo((mean.tensor.data[i] ?? 0) + 0.2 * (noise[i] ?? 0) * Number(fakeVae.scale), 6);
    });
  });

  it('keeps a log variance that is out of hand in bounds', async () => {
    const vae: Vae = {
      ...fakeVae,
      encode: async (image, signal) => {
        const posterior = await fakeVae.encode(image, signal);
        if (posterior.kind !== 'moments') return posterior;
        return { ...posterior, logVariance: { ...posterior.mean, data: posterior.mean.data.map(() => 1e30) } };
      },
    };
    const { tensor } = await encode(picturesOf([0.5]), { mode: 'sample' }, { vae });
    expect(tensor.data.every(Number.isFinite)).toBe(true);
  });

  it('draws several samples of one picture from a list of seeds', async () => {
    const batch = await encode(picturesOf([0.5]), { mode: 'sample' }, { seed: [1, 2, 3] });
    expect(batch.tensor.shape[0]).toBe(3);
    expect((await encode(picturesOf([0.5]), {}, { seed: [1, 2, 3] })).tensor.shape[0]).toBe(1);
  });

  it('encodes each picture of a batch as it would alone', async () => {
    const batch = await encode(picturesOf([0.1, 0.6]));
    expect(batchItem(batch.tensor, 1).data).toEqual((await encode(picturesOf([0.6]))).tensor.data);
  });

  it('crops, resizes or refuses pictures that do not divide into cells', async () => {
    const [cropped, resized] = [fakeContext(), fakeContext()];
    const odd = picturesOf([0.5], 21, 16);
    expect((await encode(odd, {}, {}, cropped)).tensor.shape).toEqual([1, 4, 2, 2]);
    expect((await encode(odd, { fit: 'resize' }, {}, resized)).tensor.shape).toEqual([1, 4, 2, 3]);
    expect(cropped.warnings).toEqual(['A picture of 21 x 16 px was cropped to 16 x 16 px.']);
    expect(resized.warnings).toEqual(['A picture of 21 x 16 px was resized to 24 x 16 px.']);
    await expect(encode(odd, { fit: 'refuse' })).rejects.toThrow('21 x 16 px does not divide into patches of 8 px');
    await expect(encode(picturesOf([0.5], 5, 16))).rejects.toMatchObject({ code: 'invalid-size' });
  });

  it('says when an encoder draws its sample by itself', async () => {
    const vae: Vae = { ...fakeVae, encode: async () => ({ kind: 'sample', sample: latentsOf(1).tensor }) };
    const context = fakeContext();
    await encode(picturesOf([0.5]), {}, { vae }, context);
    expect(context.warnings[0]).toMatch(/mode and seed have no effect/);
  });
});

describe('decode', () => {
  it('undoes encode', async () => {
    const image = picturesOf([0.25, 0.75]);
    const again = await decode(await encode(image));
    expect(again.shape).toEqual(image.shape);
    again.data.forEach((value, i) => {
      expect(value).toBeCloseTo(image.data[i] ?? Number.NaN, 5);
    });
  });

  it('cuts colours off at 0 and 1', async () => {
    const { data } = await decode({
      ...latentsOf(1),
      tensor: { data: new Float32Array(16).fill(9), shape: [1, 4, 2, 2] },
    });
    expect(Math.max(...data)).toBe(1);
  });

  it('warns that noisy latents make noisy pictures, and says how noisy', async () => {
    const context = fakeContext();
    await decode(noiseOf(1), context);
    expect(context.warnings).toEqual([expect.stringContaining('pure noise')]);
  });

  it('refuses latents of another space and names both', async () => {
    await expect(decode({ ...latentsOf(1), space: otherSpace })).rejects.toThrow(/space of tests.*that of others/);
  });
});

describe('saved latents', () => {
  it.each([
    ['clean', latentsOf(1)],
    ['pure noise', noiseOf(2, 3)],
    ['half way', latentsOf(3, { sigma: 1.6123456789012345, signal: 0.527 })],
  ])('that are %s come back exactly', async (_, latents) => {
    const context = fakeContext();
    await compute('save_latents', { latents }, { filename: 'kept' }, context);
    const files = Object.fromEntries(context.written);
    const loaded = await compute('load_latents', {}, { path: 'kept.safetensors' }, fakeContext(files));
    expect(loaded.latents).toEqual(latents);
  });

  it('that are broken are refused with the file and the reason', async () => {
    const load = (bytes: Uint8Array) =>
      compute('load_latents', {}, { path: 'a.safetensors' }, fakeContext({ 'a.safetensors': bytes }));
    await expect(load(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({
      code: 'invalid-latents',
      place: { file: 'a.safetensors' },
    });
    for (const [sigma, signal] of [
      [Number.NaN, 1],
      [-1, 1],
      [1, Number.NaN],
      [1, -0.5],
      [1, 1.5],
    ] as const) {
      const context = fakeContext();
      await compute('save_latents', { latents: { ...latentsOf(1), level: { sigma, signal } } }, {}, context);
      await expect(load(context.written.get('latents.safetensors') ?? new Uint8Array())).rejects.toThrow(
        /at which noise level/,
      );
    }
  });

  it('of pure noise say infinity in the header', async () => {
    const context = fakeContext();
    await compute('save_latents', { latents: noiseOf(1) }, {}, context);
    expect(new TextDecoder().decode(context.written.get('latents.safetensors'))).toContain('"level.sigma":"Infinity"');
    expect(PURE_NOISE.sigma).toBe(Number.POSITIVE_INFINITY);
  });
});
