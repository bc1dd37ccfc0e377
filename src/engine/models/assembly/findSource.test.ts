import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { findModels } from '../modelPlaces.ts';
import { findSource, placeOfPart } from './findSource.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder.path, 'models', ...names);
const source = (name: string, parts = {}) => findSource([at()], name, parts);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    ({ code, message, remedy, place }) => ({ code, message, remedy, place }),
  );

describe('a model is found by its name', () => {
  it('among the models, and nothing takes the place of its parts', async () => {
    folder.write('models/mine/model_index.json', {});
    expect(await source('mine')).toEqual({ path: at('mine'), parts: new Map() });
    expect(await source('mine', { vae: '', text_encoder: undefined })).toEqual({ path: at('mine'), parts: new Map() });
  });

  it('among networks, where no model has that name', async () => {
    folder.write('models/unet/net.safetensors', '');
    expect(await source('net')).toEqual({ path: at('unet', 'net.safetensors'), parts: new Map() });
    folder.write('models/net/model_index.json', {});
    expect(await source('net')).toEqual({ path: at('net'), parts: new Map() });
  });

  it('with parts from the folders for them, or of other models', async () => {
    folder.write('models/mine/model_index.json', {});
    folder.write('models/other/model_index.json', {});
    folder.write('models/vae/fine.safetensors', '');
    folder.write('models/clip/large.safetensors', '');
    expect(await source('mine', { vae: 'fine', text_encoder: 'large', text_encoder_2: 'other' })).toEqual({
      path: at('mine'),
      parts: new Map([
        ['vae', at('vae', 'fine.safetensors')],
        ['text_encoder', at('clip', 'large.safetensors')],
        ['text_encoder_2', at('other')],
      ]),
    });
  });

  it('and so is a part: as a file, or as that of a model, which is told then', async () => {
    folder.write('models/vae/fine.safetensors', '');
    folder.write('models/other/model_index.json', {});
    const found = await findModels([at()]);
    expect(await placeOfPart([at()], found, 'vae', 'fine')).toEqual({ path: at('vae', 'fine.safetensors') });
    expect(await placeOfPart([at()], found, 'vae', 'other')).toEqual({
      path: at('other'),
      model: { path: at('other') },
    });
  });
});

describe('a model that is not there', () => {
  it('is refused where there is none at all', async () => {
    expect(await refusal(source('mine'))).toEqual({
      code: 'unknown-model',
      message: 'There is no model called "mine". No model was found.',
      remedy: 'Put a model folder into the models folder of the workspace.',
      place: {},
    });
  });

  it('is refused with the names of those that are', async () => {
    folder.write('models/one/model_index.json', {});
    folder.write('models/two/model_index.json', {});
    expect(await refusal(source('x'.repeat(101)))).toEqual({
      code: 'unknown-model',
      message: `There is no model called "${'x'.repeat(100)}". The models here are one, two.`,
      remedy: 'Choose one of them, or put the model folder into the models folder of the workspace.',
      place: {},
    });
  });

  it('is refused as a folder of something else', async () => {
    folder.write('models/mine/mine/model_index.json', {});
    expect(await refusal(source('mine'))).toEqual({
      code: 'unknown-model',
      message: 'The folder "mine" is no model: it has no model_index.json.',
      remedy:
        'Choose the folder that holds model_index.json. Where a folder was unpacked into itself, move it one level up.',
      place: {},
    });
  });

  it.skipIf(process.platform === 'win32')('is refused as a dead link, as a model and as a part', async () => {
    folder.write('models/mine/model_index.json', {});
    symlinkSync('/nowhere', at('gone'));
    const dead = {
      code: 'missing-model-file',
      message: 'The model folder gone is a link to /nowhere, which does not exist.',
      remedy: 'Restore that folder, or remove the link.',
      place: { file: at('gone') },
    };
    expect(await refusal(source('gone'))).toEqual(dead);
    expect(await refusal(source('mine', { vae: 'gone' }))).toEqual(dead);
  });
});

describe('a part that is not there is refused', () => {
  it.each([
    ['vae', 'VAE', 'vae'],
    ['text_encoder', 'text encoder', 'text_encoders'],
    ['text_encoder_2', 'second text encoder', 'text_encoders'],
  ])('%s: with the folder for it, and the names of those that are', async (part, title, own) => {
    folder.write('models/mine/model_index.json', {});
    folder.write(`models/${own}/there.safetensors`, '');
    expect(await refusal(source('mine', { [part]: 'x'.repeat(101) }))).toEqual({
      code: 'unknown-model',
      message: `There is no ${title} called "${'x'.repeat(100)}".`,
      remedy: `Put its .safetensors file into models/${own} of the workspace, or choose one of these: there, mine.`,
      place: { port: part },
    });
  });

  it.each([
    [8, 'a1, a2, a3, a4, a5, a6, a7, mine.'],
    [9, 'a1, a2, a3, a4, a5, a6, a7, a8, ….'],
  ])('with no more than eight of %i names', async (count, names) => {
    folder.write('models/mine/model_index.json', {});
    for (let i = 1; i < count; i++) folder.write(`models/vae/a${i}.safetensors`, '');
    const { remedy } = (await refusal(source('mine', { vae: 'gone' }))) ?? {};
    expect(remedy).toBe(`Put its .safetensors file into models/vae of the workspace, or choose one of these: ${names}`);
  });
});
