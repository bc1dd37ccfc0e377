import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createHasher } from '../../files/hasher.ts';

import { goldenModelPath, realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { createModelStore } from '../modelStore.ts';
import { onePicture } from '../testing/onePicture.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

const at = (...names: string[]) => join(folder.path, ...names);
const store = () => createModelStore([folder.path], pool, createHasher());
const shareWith = (name: string) =>
  writeFileSync(
    at('fast', 'model_index.json'),
    JSON.stringify({ _class_name: 'OnnxStableDiffusionPipeline', _parts_of: name }),
  );
const remove = (...parts: string[]) => {
  for (const part of parts) rmSync(at('fast', part), { recursive: true });
};

describe('a model that shares parts with another', () => {
  beforeEach(() => {
    for (const name of ['whole', 'fast']) cpSync(goldenModelPath('sd15-tiny'), at(name), { recursive: true });
    remove('text_encoder', 'tokenizer', 'vae_encoder', 'vae_decoder');
    shareWith('whole');
  });

  it('is whole: the same pictures, latents and files as if it held them', async () => {
    const [whole, fast] = [await store().load('whole'), await store().load('fast')];
    expect((await onePicture(fast)).data).toEqual((await onePicture(whole)).data);
    expect(fast.vae.space.id).toBe(whole.vae.space.id);
    const names = async (name: string) => Object.keys(await store().hashes({ role: 'model', name })).sort();
    expect(await names('fast')).toEqual(await names('whole'));
  });

  it('takes both halves of a VAE from one folder', async () => {
    cpSync(goldenModelPath('lcm-tiny', 'vae_decoder'), at('fast', 'vae_decoder'), { recursive: true });
    cpSync(goldenModelPath('lcm-tiny', 'vae_encoder'), at('fast', 'vae_encoder'), { recursive: true });
    cpSync(goldenModelPath('lcm-tiny'), at('other'), { recursive: true });
    expect((await store().load('fast')).vae.space.id).toBe((await store().load('other')).vae.space.id);
  });

  it('lends what it shares to Load model from parts', async () => {
    const { vae } = await store().load('whole', { vae: 'fast', text_encoder: 'fast' });
    expect(vae.space.id).toBe((await store().load('whole')).vae.space.id);
  });

  it('is another model when a part that it shares changes', async () => {
    const before = await store().fingerprint('fast');
    cpSync(goldenModelPath('lcm-tiny', 'vae_decoder'), at('whole', 'vae_decoder'), { recursive: true });
    expect(await store().fingerprint('fast')).not.toBe(before);
  });

  it('names the folder that is not beside it', async () => {
    renameSync(at('whole'), at('moved'));
    await expect(store().load('fast')).rejects.toMatchObject({
      message: 'The model fast shares parts with "whole", and there is no such model beside it.',
      remedy: 'Put the folder "whole" beside it.',
    });
  });

  it.each(['../whole', 'fast', '.', '..', ''])('reads no folder but one beside it: "%s"', async (name) => {
    shareWith(name);
    await expect(store().load('fast')).rejects.toMatchObject({ remedy: expect.stringContaining('_parts_of') });
  });
});
