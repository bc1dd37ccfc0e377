import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { writeDiffusersFolder } from '../../checkpoints/testing/diffusersFolder.ts';
import { createHasher } from '../../files/hasher.ts';
import { goldenModelPath, realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { createModelStore } from '../modelStore.ts';
import { tryModel } from '../tryModel.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

const inModel = (...names: string[]) => join(folder.path, 'tiny', ...names);
const store = () => createModelStore([folder.path], pool, createHasher());

describe('a folder of Diffusers with weights', () => {
  beforeEach(() => writeDiffusersFolder(goldenModelPath('sd15-tiny'), inModel()));

  it('is a model like any other: listed, hashed by the files in use, and run', async () => {
    const [found] = await store().list();
    expect(found).toMatchObject({ name: 'tiny', kind: 'Stable Diffusion 1 or 2' });
    expect(found?.fault).toBeUndefined();
    expect(found?.facts?.networks.map(({ part }) => part)).toEqual([
      'text_encoder',
      'unet',
      'vae_decoder',
      'vae_encoder',
    ]);
    expect(Object.keys(await store().hashes({ role: 'model', name: 'tiny' }))).toEqual(
      expect.arrayContaining([
        'vae/config.json',
        'vae/diffusion_pytorch_model.safetensors',
        'text_encoder/model.safetensors',
      ]),
    );
    await tryModel(await store().load('tiny'));
  });

  it('may hold an exported network in place of some weights', async () => {
    rmSync(inModel('unet', 'diffusion_pytorch_model.safetensors'));
    copyFileSync(goldenModelPath('sd15-tiny', 'unet', 'model.onnx'), inModel('unet', 'model.onnx'));
    const model = await store().load('tiny');
    await tryModel(model);
    expect(model.denoiser.withLora).toBeUndefined();
    expect(model.textEncoder.withLora).toBeDefined();
  });

  it('is another model when its weights change', async () => {
    const models = store();
    const before = await models.load('tiny');
    writeFileSync(
      inModel('vae', 'config.json'),
      JSON.stringify({ _class_name: 'AutoencoderKL', down_block_types: [] }),
    );
    await expect(models.load('tiny')).rejects.toMatchObject({ remedy: expect.any(String) });
    writeDiffusersFolder(goldenModelPath('lcm-tiny'), join(folder.path, 'other'));
    copyFileSync(join(folder.path, 'other', 'vae', 'config.json'), inModel('vae', 'config.json'));
    const weights = 'diffusion_pytorch_model.safetensors';
    copyFileSync(join(folder.path, 'other', 'vae', weights), inModel('vae', weights));
    const after = await models.load('tiny');
    expect(after.vae.space.id).not.toBe(before.vae.space.id);
    expect(after.textEncoder.id).toBe(before.textEncoder.id);
  });

  it('without a part says which', async () => {
    rmSync(inModel('vae'), { recursive: true });
    await expect(store().load('tiny')).rejects.toThrow('The model tiny has no vae_decoder/model.onnx.');
  });
});
