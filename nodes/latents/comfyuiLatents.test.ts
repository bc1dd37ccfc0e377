import { describe, expect, it } from 'vitest';
import type { Latents } from '../../src/graph/values.ts';
import { serializeSafetensors } from '../../src/tensor/safetensors.ts';
import { floats, type Tensor } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

const stored: Tensor = { data: Float32Array.from({ length: 16 }, (_, i) => i / 4 - 2), shape: [1, 4, 2, 2] };
const version = ['latent_format_version_0', { data: floats(0), shape: [0] }] as const;
const fileOf = (...more: (readonly [string, Tensor])[]) =>
  finish(serializeSafetensors(new Map([['latent_tensor', stored], ...more])));

async function loaded(bytes: Uint8Array, inputs: object = { vae: fakeVae }): Promise<Latents> {
  const path = 'a.latent';
  return (await compute('load_latents', { ...inputs }, { path }, fakeContext({ [path]: bytes }))).latents as Latents;
}

const scaled = (value: number) => (value - Number(fakeVae.shift)) * Number(fakeVae.scale);

describe('a .latent file of ComfyUI', () => {
  it('holds unscaled latents, which get the scale of the VAE', async () => {
    const { tensor, space, level } = await loaded(fileOf(version));
    expect([space, level.sigma]).toEqual([fakeVae.space, 0]);
    expect(tensor.data[3]).toBeCloseTo(scaled(stored.data[3] as number), 6);
  });

  it('of before its first version is divided by the scale of Stable Diffusion first', async () => {
    const { tensor } = await loaded(fileOf());
    expect(tensor.data[3]).toBeCloseTo(scaled((stored.data[3] as number) / 0.18215), 5);
  });

  it('needs a VAE, because it does not say what it belongs to', async () => {
    await expect(loaded(fileOf(version), {})).rejects.toMatchObject({ code: 'missing-input', place: { port: 'vae' } });
  });

  it('of another kind of model is refused', async () => {
    const vae = { ...fakeVae, space: { ...fakeVae.space, channels: 16 } };
    await expect(loaded(fileOf(version), { vae })).rejects.toThrow('its tensor has 4 channels');
  });

  it('is written by Save latents, and reads as the same latents', async () => {
    const latents = latentsOf(5);
    const context = fakeContext();
    await compute('save_latents', { latents, vae: fakeVae }, { filename: 'a', format: 'comfyui' }, context);
    const bytes = context.written.get('a.latent');
    const read = await loaded(bytes as Uint8Array);
    for (const [index, value] of read.tensor.data.entries()) {
      expect(value).toBeCloseTo(latents.tensor.data[index] as number, 5);
    }
  });

  it('does not hold noise', async () => {
    const saving = compute('save_latents', { latents: noiseOf(1), vae: fakeVae }, { format: 'comfyui' });
    await expect(saving).rejects.toMatchObject({ code: 'not-clean' });
  });
});
