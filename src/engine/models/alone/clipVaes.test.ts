import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { VaeKind } from '../../../graph/models/vaeKind.ts';
import { zeros } from '../../../tensor/tensor.ts';
import { createHasher } from '../../files/hasher.ts';
import { realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { listParts } from '../assembly/listParts.ts';
import { createModelStore } from '../modelStore.ts';
import { createVaeStore } from './vaeStore.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures/clips/vae');
const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

const at = (...names: string[]) => join(folder.path, 'vae', ...names);
const store = () => {
  const [roots, hasher] = [[folder.path], createHasher()];
  return createVaeStore({
    roots,
    models: createModelStore(roots, pool, hasher),
    pool,
    hasher,
    runtime: async () => '',
  });
};
const load = (name: string, kind: VaeKind = 'stated') => store().load(name, kind);

/** Changes what config.json of the decoder says, which counts for both halves. */
function configure(name: string, more: object): void {
  const file = at(name, 'vae_decoder', 'config.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...more }));
}

beforeEach(() => cpSync(fixtures, at(), { recursive: true }));

describe('an autoencoder of clips', () => {
  it('is listed as what it is', async () => {
    const listed = await listParts([folder.path]);
    expect(listed.map(({ name, title, fault }) => [name, title, fault])).toEqual([
      ['cogvideox-tiny', 'VAE for clips (CogVideoX), 4 channels', undefined],
      ['wan-tiny', 'VAE for clips (Wan), 4 channels', undefined],
    ]);
  });

  it('has the ratios and scales that its config.json says, Wan channel by channel', async () => {
    const [wan, cog] = [await load('wan-tiny'), await load('cogvideox-tiny')];
    expect(wan.space).toMatchObject({ channels: 4, downscale: 8, framesPerStep: 4 });
    expect(wan.shift).toEqual([-0.4, 0.1, 0.2, -0.1]);
    expect(wan.scale).toEqual([1 / 0.8, 1 / 1.4, 1 / 1.2, 1 / 0.9]);
    expect(cog).toMatchObject({ scale: 0.7, shift: 0, clips: { framesPerStep: 4, stepsAtOnce: 2 } });
    expect(wan.clips).toMatchObject({ framesPerStep: 4, stepsAtOnce: 1 });
  });

  it('is another one when the network that goes on is another', async () => {
    const before = await store().fingerprint('wan-tiny');
    const next = at('wan-tiny', 'vae_decoder', 'next.onnx');
    writeFileSync(next, readFileSync(at('wan-tiny', 'vae_encoder', 'next.onnx')));
    expect(await store().fingerprint('wan-tiny')).not.toBe(before);
  });

  it('decodes without an encoder, which is missed only when it is needed', async () => {
    rmSync(at('wan-tiny', 'vae_encoder'), { recursive: true });
    const { clips } = await load('wan-tiny');
    const encoding = clips?.encode(1, async () => Promise.reject(new Error('read')), new AbortController().signal);
    await expect(encoding?.next()).rejects.toThrow('The VAE wan-tiny has no encoder, so it cannot encode clips.');
  });

  it('is refused where a model of pictures is meant', async () => {
    await expect(load('wan-tiny', 'stable_diffusion_3')).rejects.toMatchObject({
      message: expect.stringContaining('is one of clips (Wan), and'),
      remedy: 'Open it with Load VAE, its latents scaled as its folder says.',
    });
  });

  it('whose scales are not as many as its channels is refused', async () => {
    configure('wan-tiny', { latents_mean: [0.5] });
    await expect(load('wan-tiny')).rejects.toThrow('this and latents_std should hold a number for each channel');
  });

  it('whose networks have other channels than it says is refused', async () => {
    configure('cogvideox-tiny', { latent_channels: 16 });
    await expect(load('cogvideox-tiny')).rejects.toThrow('clips of this autoencoder have 16 channels');
  });

  it.each([
    ['cogvideox-tiny', ['vae_encoder', 'vae_decoder']],
    ['wan-tiny', ['vae_decoder']],
  ])('%s without a network that goes on, in %s, is refused', async (name, parts) => {
    for (const part of parts) rmSync(at(name, part, 'next.onnx'));
    await expect(load(name)).rejects.toMatchObject({
      code: 'missing-model-file',
      remedy: 'Copy the whole folder again.',
      place: { file: at(name, parts[0] ?? '', 'next.onnx') },
    });
  });

  it.each([
    ['wan-tiny', { scale_factor_temporal: 8 }, { decoded: 2 }],
    ['wan-tiny', { scale_factor_spatial: 4 }, { encoded: 5, decoded: 2 }],
    ['cogvideox-tiny', { temporal_compression_ratio: 2 }, { encoded: 9, decoded: 5 }],
  ])(
    '%s whose ratio is not %o is refused when its networks answer',
    async (name, said, { encoded, decoded }: { encoded?: number; decoded: number }) => {
      configure(name, said);
      const { clips } = await load(name);
      const signal = new AbortController().signal;
      const answered = async (given: AsyncGenerator<unknown> | undefined) => {
        for await (const _ of given ?? []);
      };
      const refused = { code: 'broken-model', message: expect.stringContaining('its config.json announces') };
      const frame = async () => zeros([1, 3, 16, 24]);
      // Longer pieces than it was exported for are refused before it answers.
      if (encoded) await expect(answered(clips?.encode(encoded, frame, signal))).rejects.toMatchObject(refused);
      await expect(answered(clips?.decode(zeros([1, 4, decoded, 2, 3]), signal))).rejects.toMatchObject(refused);
    },
  );

  it('whose networks do not remember alike is refused at the second piece', async () => {
    writeFileSync(
      at('wan-tiny', 'vae_decoder', 'next.onnx'),
      readFileSync(at('wan-tiny', 'vae_decoder', 'model.onnx')),
    );
    const { clips } = await load('wan-tiny');
    const pieces = clips?.decode(zeros([1, 4, 2, 2, 3]), new AbortController().signal);
    await pieces?.next();
    await expect(pieces?.next()).rejects.toMatchObject({
      code: 'broken-model',
      message: expect.stringMatching(/is to know 0 values of the piece before, and was given \d+\.$/),
    });
  });

  it('as weights alone says how it is exported', async () => {
    for (const part of ['vae_encoder', 'vae_decoder']) rmSync(at('wan-tiny', part), { recursive: true });
    writeFileSync(at('wan-tiny', 'config.json'), readFileSync(join(fixtures, 'wan-tiny/vae_decoder/config.json')));
    writeFileSync(
      at('wan-tiny', 'diffusion_pytorch_model.safetensors'),
      new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 123, 125]),
    );
    await expect(load('wan-tiny')).rejects.toMatchObject({
      message: 'This is the autoencoder of clips of Wan as weights, which Arcspace runs as ONNX only.',
    });
  });
});
