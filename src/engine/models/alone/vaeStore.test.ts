import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Vae } from '../../../diffusion/model.ts';
import type { VaeKind } from '../../../graph/models/vaeKind.ts';
import { zeros } from '../../../tensor/tensor.ts';
import { writeDiffusersFolder } from '../../checkpoints/testing/diffusersFolder.ts';
import { createHasher } from '../../files/hasher.ts';
import { goldenModelPath, realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { listParts } from '../assembly/listParts.ts';
import { createModelStore } from '../modelStore.ts';
import { createVaeStore } from './vaeStore.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

const at = (...names: string[]) => join(folder.path, ...names);
const models = () => createModelStore([at('models')], pool, createHasher());
const store = () =>
  createVaeStore({
    roots: [at('models')],
    models: models(),
    pool,
    hasher: createHasher(),
    runtime: async () => 'cpu',
  });
const load = (name: string, kind: VaeKind = 'stated') => store().load(name, kind);
const decoded = (vae: Vae) =>
  vae.decode(zeros([1, vae.space.channels, 4, 4]), new AbortController().signal).then(({ data }) => data);

/** Beside the file: networks as small as these are built otherwise than published ones, which shapes do not say. */
function writeSettings(more: object): void {
  const { norm_num_groups } = JSON.parse(readFileSync(at('models', 'whole', 'vae', 'config.json'), 'utf8'));
  writeFileSync(at('models', 'vae', 'file.config.json'), JSON.stringify({ vae: { norm_num_groups, ...more } }));
}

beforeEach(() => {
  writeDiffusersFolder(goldenModelPath('sd15-tiny'), at('models', 'whole'));
  cpSync(at('models', 'whole', 'vae'), at('models', 'vae', 'folder'), { recursive: true });
  cpSync(at('models', 'whole', 'vae', 'diffusion_pytorch_model.safetensors'), at('models', 'vae', 'file.safetensors'));
  writeSettings({});
  for (const part of ['vae_encoder', 'vae_decoder'])
    cpSync(join(goldenModelPath('sd15-tiny'), part), at('models', 'vae', 'exported', part), { recursive: true });
});

describe('a VAE that lies alone', () => {
  it.each<[name: string, kind: VaeKind]>([
    ['folder', 'stated'],
    ['file', 'stable_diffusion'],
    ['file.safetensors', 'stable_diffusion'],
    ['whole', 'stated'],
  ])('decodes as in its model: %s', async (name, kind) => {
    const vae = await load(name, kind);
    expect(await decoded(vae)).toEqual(await decoded((await models().load('whole')).vae));
    expect(vae.scale).toBe((await models().load('whole')).vae.scale);
  });

  it('decodes as exported networks do', async () => {
    cpSync(goldenModelPath('sd15-tiny'), at('models', 'exports'), { recursive: true });
    const own = (await models().load('exports')).vae;
    const vae = await load('exported');
    expect(await decoded(vae)).toEqual(await decoded(own));
    expect(vae.space).toMatchObject({ id: own.space.id, downscale: own.space.downscale });
  });

  it('has the latents that it has within a model', async () => {
    const within = await models().load('whole', { vae: 'file' });
    expect((await load('file', 'stable_diffusion')).space.id).toBe(within.vae.space.id);
    expect((await load('file', 'stable_diffusion_xl')).space.id).not.toBe(within.vae.space.id);
    expect((await load('folder')).space.id).toBe((await models().load('whole')).vae.space.id);
  });

  it('of a file is scaled as the kind of model that it is for, and not without', async () => {
    expect((await load('file', 'stable_diffusion_xl')).scale).toBe(0.13025);
    await expect(load('file')).rejects.toMatchObject({
      message: 'The file of the VAE "file" does not say how its latents are scaled.',
      place: { port: 'kind' },
    });
  });

  it('of a folder that does not say its scale has other latents for another kind of model', async () => {
    const config = at('models', 'vae', 'folder', 'config.json');
    const { scaling_factor: _, ...silent } = JSON.parse(readFileSync(config, 'utf8'));
    writeFileSync(config, JSON.stringify(silent));
    const [own, first, xl] = [
      await load('folder'),
      await load('folder', 'stable_diffusion'),
      await load('folder', 'stable_diffusion_xl'),
    ];
    expect([own.scale, first.scale, xl.scale]).toEqual([0.18215, 0.18215, 0.13025]);
    expect(first.space.id).toBe(own.space.id);
    expect(xl.space.id).not.toBe(own.space.id);
  });

  it('in a folder with a dot in its name is a folder', async () => {
    cpSync(at('models', 'vae', 'folder'), at('models', 'vae', 'mse-1.0'), { recursive: true });
    expect((await load('mse-1.0')).scale).toBe(0.18215);
  });

  it('is scaled as the settings beside its file say', async () => {
    writeSettings({ scaling_factor: 0.5 });
    expect((await load('file')).scale).toBe(0.5);
  });

  it('says how many pixels a cell of its latents is', async () => {
    const config = at('models', 'vae', 'exported', 'vae_decoder', 'config.json');
    const said = JSON.parse(readFileSync(config, 'utf8'));
    writeFileSync(config, JSON.stringify({ ...said, block_out_channels: [1, 2, 3, 4, 5, 6, 7] }));
    expect((await load('exported')).space.downscale).toBe(64);
  });

  it('for models of another kind is refused', async () => {
    await expect(load('file', 'flux')).rejects.toThrow('is a VAE with 4 channels, and FLUX works with 16.');
  });

  it('without a decoder is refused', async () => {
    renameSync(at('models', 'vae', 'exported', 'vae_decoder'), at('models', 'vae', 'elsewhere'));
    writeFileSync(at('models', 'vae', 'exported', 'config.json'), '{}');
    await expect(load('exported')).rejects.toThrow('The VAE "exported" has no decoder.');
  });

  it('that is not there is named with those that are', async () => {
    await expect(load('none')).rejects.toMatchObject({
      message: 'There is no VAE called "none".',
      remedy: expect.stringContaining('file, folder, whole'),
    });
  });

  it('is another result when a file of it changes, or what computes', async () => {
    const before = await store().fingerprint('exported');
    expect(await store().fingerprint('exported')).toBe(before);
    const config = at('models', 'vae', 'exported', 'vae_decoder', 'config.json');
    writeFileSync(config, `${readFileSync(config, 'utf8')} `);
    expect(await store().fingerprint('exported')).not.toBe(before);
    expect(await store().fingerprint('whole')).toBe(await models().fingerprint('whole'));
  });

  it('is listed with the number of its channels', async () => {
    const listed = (await listParts([at('models')])).filter(({ role }) => role === 'vae');
    expect(listed.map(({ name, title, fault }) => [name, title, fault])).toEqual([
      ['exported', 'VAE, 4 channels', undefined],
      ['file', 'VAE, 4 channels', undefined],
      ['folder', 'VAE, 4 channels', undefined],
    ]);
  });
});
