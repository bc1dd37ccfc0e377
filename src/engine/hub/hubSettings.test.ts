import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { hubSettings } from './hubSettings.ts';

const folder = temporaryFolder();
const settings = (environment: Record<string, string> = {}) => hubSettings({ HOME: folder.path, ...environment });
const token = async (environment: Record<string, string> = {}) => (await settings(environment)).token;

describe('the hub', () => {
  it('is that of Hugging Face unless HF_ENDPOINT names another', async () => {
    expect((await settings()).endpoint).toBe('https://huggingface.co');
    expect((await settings({ HF_ENDPOINT: 'https://hub.example/mirror/' })).endpoint).toBe(
      'https://hub.example/mirror',
    );
    await expect(settings({ HF_ENDPOINT: 'hub' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('is not asked where the environment forbids it', async () => {
    await expect(settings({ HF_HUB_OFFLINE: '1' })).rejects.toMatchObject({ code: 'hub-offline' });
  });
});

describe('the token', () => {
  it('is that of the environment, before the one that "hf auth login" has stored', async () => {
    folder.write('.cache/huggingface/token', ' hf_stored\n');
    expect(await token()).toBe('hf_stored');
    expect(await token({ HF_TOKEN: 'hf_named' })).toBe('hf_named');
    expect(await token({ HUGGING_FACE_HUB_TOKEN: 'hf_old' })).toBe('hf_old');
  });

  it('is looked for where HF_TOKEN_PATH, HF_HOME and XDG_CACHE_HOME say', async () => {
    folder.write('a/huggingface/token', 'hf_cache');
    folder.write('home/token', 'hf_home');
    folder.write('file', 'hf_path');
    const [cache, home, path] = ['a', 'home', 'file'].map((name) => join(folder.path, name)) as [
      string,
      string,
      string,
    ];
    expect(await token({ XDG_CACHE_HOME: cache })).toBe('hf_cache');
    expect(await token({ XDG_CACHE_HOME: cache, HF_HOME: home })).toBe('hf_home');
    expect(await token({ XDG_CACHE_HOME: cache, HF_HOME: home, HF_TOKEN_PATH: path })).toBe('hf_path');
  });

  it('is none where there is none, or where its use is switched off', async () => {
    expect(await token()).toBeUndefined();
    expect(await token({ HF_TOKEN: 'hf_named', HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' })).toBeUndefined();
  });
});
