import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { zeros } from '../../tensor/tensor.ts';
import { createHasher } from '../files/hasher.ts';
import { encodings } from '../testing/encodings.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createModelStore } from './modelStore.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

/** The recorded model in a fresh folder, changed. */
function modelWith(change: (path: (name: string) => string) => void, name = 'tiny'): void {
  cpSync(goldenModelPath('sd15-tiny'), join(folder.path, name), { recursive: true });
  change((file) => join(folder.path, name, file));
}

function store(...roots: string[]) {
  return createModelStore(roots.length > 0 ? roots : [folder.path], pool, createHasher());
}

const rewrite = (file: string, change: (config: Record<string, unknown>) => object) =>
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')))));

describe('a model folder', () => {
  test('is listed with its size, and loads with what its files say', async () => {
    modelWith(() => undefined);
    const [found] = await store().list();
    expect(found).toEqual({ name: 'tiny', title: 'Tiny', bytes: expect.any(Number) });
    expect(found?.bytes).toBeGreaterThan(1_500_000);
    const { denoiser, vae } = await store().load('tiny');
    expect(denoiser).toMatchObject({
      name: 'tiny',
      nativeSize: [8, 8],
      space: { channels: 4, downscale: 8, name: 'tiny' },
    });
    expect(denoiser.training.predictionType).toBe('epsilon');
    expect(vae).toMatchObject({ scale: 0.18215, shift: 0, space: denoiser.space });
  });

  test('that says little, as old exports do, is read as Stable Diffusion 1', async () => {
    modelWith((path) => {
      for (const part of ['unet', 'vae_encoder', 'vae_decoder', 'text_encoder']) rmSync(path(`${part}/config.json`));
      for (const file of ['tokenizer.json', 'special_tokens_map.json']) rmSync(path(`tokenizer/${file}`));
    });
    const { denoiser, vae, textEncoder } = await store().load('tiny');
    expect(denoiser).toMatchObject({ nativeSize: [64, 64], space: { channels: 4, downscale: 8 } });
    expect(vae.scale).toBe(0.18215);
    expect((await textEncoder.encode('a cat')).hidden.shape).toEqual([1, 77, 32]);
  });

  test.each(encodings)(
    'whose files another editor wrote %s is listed without a fault, and loads',
    async (_, encode) => {
      const files = [
        'model_index.json',
        'scheduler/scheduler_config.json',
        'unet/config.json',
        'vae_decoder/config.json',
      ];
      modelWith((path) => {
        for (const file of files) writeFileSync(path(file), encode(readFileSync(path(file), 'utf8')));
      });
      expect((await store().list())[0]).not.toHaveProperty('fault');
      expect((await store().load('tiny')).denoiser).toMatchObject({ nativeSize: [8, 8] });
    },
  );

  test('is found however the accents of its name are written', async () => {
    modelWith(() => undefined, 'größe'.normalize('NFD'));
    expect((await store().load('größe'.normalize('NFC'))).denoiser).toMatchObject({ nativeSize: [8, 8] });
  });

  test('is loaded once, and again when a file of it changes', async () => {
    modelWith(() => undefined);
    const models = store();
    const first = await models.load('tiny');
    expect(await models.load('tiny')).toBe(first);
    const fingerprint = await models.fingerprint('tiny');
    rewrite(join(folder.path, 'tiny/scheduler/scheduler_config.json'), (config) => ({
      ...config,
      prediction_type: 'v_prediction',
    }));
    expect(await models.fingerprint('tiny')).not.toBe(fingerprint);
    const second = await models.load('tiny');
    expect(second.denoiser.training.predictionType).toBe('v_prediction');
    expect(second.denoiser.id).not.toBe(first.denoiser.id);
    expect(second.vae.id).toBe(first.vae.id);
  });

  test('has the same latent space as another one with the same autoencoder', async () => {
    modelWith(() => undefined, 'a');
    modelWith(
      (path) => rewrite(path('scheduler/scheduler_config.json'), (config) => ({ ...config, steps_offset: 0 })),
      'b',
    );
    const [a, b] = [await store().load('a'), await store().load('b')];
    expect(a.denoiser.space.id).toBe(b.denoiser.space.id);
    expect(a.denoiser.id).not.toBe(b.denoiser.id);
  });

  test('of the program comes before one of the same name in the workspace', async () => {
    modelWith(() => undefined, 'program/tiny');
    modelWith((path) => rmSync(path('unet'), { recursive: true }), 'workspace/tiny');
    const models = store(join(folder.path, 'program'), join(folder.path, 'workspace'), join(folder.path, 'nowhere'));
    expect(await models.list()).toEqual([{ name: 'tiny', title: 'Tiny', bytes: expect.any(Number) }]);
  });
});

describe('a name that is no model', () => {
  test.each([
    'nothing',
    '',
    '.',
    '..',
    '../tiny',
    '/etc',
    'tiny/unet',
    'C:\\models',
    'a\0b',
    '__proto__',
    'x'.repeat(10_000),
  ])('%j is refused, with those that there are', async (name) => {
    modelWith(() => undefined);
    await expect(store().load(name)).rejects.toMatchObject({
      code: 'unknown-model',
      message: expect.stringMatching(/^There is no model called ".*"\. The models here are tiny\.$/),
    });
  });

  test('a link that leads out of the folder is none either', async () => {
    mkdirSync(join(folder.path, 'models'));
    symlinkSync(goldenModelPath('sd15-tiny'), join(folder.path, 'models/linked'));
    await expect(store(join(folder.path, 'models')).load('linked')).rejects.toMatchObject({ code: 'unknown-model' });
  });
});

describe('a broken model is listed with its fault, and loading it says the same', () => {
  const broken: readonly (readonly [string, (path: (name: string) => string) => void, RegExp])[] = [
    ['no index', (path) => rmSync(path('model_index.json')), /^model_index.json is not there/],
    [
      'an index that is no JSON',
      (path) => writeFileSync(path('model_index.json'), '{"_class'),
      /^model_index.json is not/,
    ],
    ['an index that is a list', (path) => writeFileSync(path('model_index.json'), '[]'), /^model_index.json is not/],
    ['no UNet', (path) => rmSync(path('unet'), { recursive: true }), /has no unet\/model.onnx/],
    ['no decoder', (path) => rmSync(path('vae_decoder/model.onnx')), /has no vae_decoder\/model.onnx/],
    ['no text encoder', (path) => rmSync(path('text_encoder'), { recursive: true }), /has no text_encoder\/model.onnx/],
    ['no tokenizer', (path) => rmSync(path('tokenizer'), { recursive: true }), /has no tokenizer\/vocab.json/],
    ['no scheduler', (path) => rmSync(path('scheduler'), { recursive: true }), /^scheduler_config.json is not there/],
    [
      'half a scheduler',
      (path) => truncateSync(path('scheduler/scheduler_config.json'), 40),
      /^scheduler_config.json is/,
    ],
    [
      'a UNet of other channels',
      (path) => rewrite(path('unet/config.json'), (config) => ({ ...config, in_channels: 9 })),
      /takes 9 channels and its VAE makes 4/,
    ],
    [
      'a scaling factor of nonsense',
      (path) => rewrite(path('vae_decoder/config.json'), (config) => ({ ...config, scaling_factor: -1 })),
      /^config.json is not what it should be: scaling_factor/,
    ],
    [
      'a consistency model',
      (path) => rewrite(path('unet/config.json'), (config) => ({ ...config, time_cond_proj_dim: 256 })),
      /is a latent consistency model/,
    ],
    ['two text encoders', (path) => mkdirSync(path('text_encoder_2')), /is a Stable Diffusion XL model/],
    ['a transformer', (path) => mkdirSync(path('transformer')), /is a Stable Diffusion 3 or FLUX model/],
  ];

  test.each(broken)('%s', async (_, change, words) => {
    modelWith(change);
    const [found] = await store().list();
    expect(found?.fault).toMatch(words);
    const thrown = await store()
      .load('tiny')
      .catch((problem: unknown) => problem);
    expect(thrown).toMatchObject({
      name: 'ArcspaceError',
      message: found?.fault,
      remedy: expect.stringMatching(/\.$/),
    });
  });
});

describe('what only shows when a part is used names that part', () => {
  test('an unknown schedule, on loading', async () => {
    modelWith((path) =>
      rewrite(path('scheduler/scheduler_config.json'), (config) => ({ ...config, beta_schedule: 'mine' })),
    );
    await expect(store().load('tiny')).rejects.toMatchObject({
      code: 'broken-model',
      message: expect.stringContaining('beta_schedule'),
      place: { file: join(folder.path, 'tiny/scheduler/scheduler_config.json') },
    });
  });

  test('a network that is cut short, when it is needed', async () => {
    modelWith((path) => truncateSync(path('vae_decoder/model.onnx'), 100_000));
    const { vae } = await store().load('tiny');
    await expect(vae.decode(zeros([1, 4, 8, 8]), neverCancelled)).rejects.toMatchObject({
      code: 'broken-model',
      place: { file: join(folder.path, 'tiny/vae_decoder/model.onnx') },
    });
  });

  test("networks in each other's places", async () => {
    modelWith((path) => cpSync(path('text_encoder/model.onnx'), path('vae_decoder/model.onnx')));
    const { vae } = await store().load('tiny');
    await expect(vae.decode(zeros([1, 4, 8, 8]), neverCancelled)).rejects.toMatchObject({ name: 'ArcspaceError' });
  });

  test('a VAE encoder of another model', async () => {
    modelWith((path) => {
      for (const part of ['vae_encoder', 'vae_decoder']) {
        rewrite(path(`${part}/config.json`), (config) => ({ ...config, latent_channels: 16 }));
      }
      rewrite(path('unet/config.json'), (config) => ({ ...config, in_channels: 16 }));
    });
    const { vae } = await store().load('tiny');
    await expect(vae.encode(zeros([1, 3, 64, 64]), neverCancelled)).rejects.toThrow(
      'The VAE encoder gives 8 channels, and the model works with 16.',
    );
  });
});
