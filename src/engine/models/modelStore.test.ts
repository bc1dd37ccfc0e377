import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ddim, limited } from '../../diffusion/samplers/ddim.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { tensor, zeros } from '../../tensor/tensor.ts';
import { createHasher } from '../files/hasher.ts';
import { changeNetwork, type GraphChanges } from '../testing/changeNetwork.ts';
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

/** What Git leaves of a file that is kept in LFS and was not fetched. */
const lfsPointer = `version https://git-lfs.github.com/spec/v1
oid sha256:dce8f5af8509fee39c453b78a66076ead5c97321ddcee0ddfa16f67dc8286384
size 344569044
`;

describe('a model folder', () => {
  test('is listed with its size, and loads with what its files say', async () => {
    modelWith(() => undefined);
    const [found] = await store().list();
    expect(found).toEqual({
      name: 'tiny',
      title: 'Tiny',
      folder: join(folder.path, 'tiny'),
      kind: 'Stable Diffusion 1 or 2',
      bytes: expect.any(Number),
      facts: {
        size: [64, 64],
        scheduler: expect.stringMatching(/Scheduler$/),
        memory: expect.any(Number),
        networks: ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder'].map((part) => ({
          part,
          bytes: expect.any(Number),
          precision: 'float32',
        })),
      },
    });
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
    expect((await textEncoder.encode('a cat')).tensors.hidden?.shape).toEqual([1, 77, 32]);
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

  test('goes by the decoder where its two halves of a VAE disagree, and by the encoder where the decoder says nothing', async () => {
    modelWith((path) => {
      const blocks = { block_out_channels: [8, 8] };
      rewrite(path('vae_encoder/config.json'), () => ({
        ...blocks,
        latent_channels: 4,
        scaling_factor: 0.5,
        shift_factor: 1,
      }));
      rewrite(path('vae_decoder/config.json'), () => ({
        latent_channels: 4,
        scaling_factor: 0.25,
        shift_factor: null,
      }));
    });
    const { vae } = await store().load('tiny');
    expect(vae).toMatchObject({ scale: 0.25, shift: 1, space: { downscale: 2 } });
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

  test.each<[string, object]>([
    ['says neither clip_sample nor steps_offset', {}],
    ['says both as old schedulers had them', { clip_sample: true, steps_offset: 0 }],
    ["says what diffusers' pipelines make of it", { clip_sample: false, steps_offset: 1 }],
  ])('samples and inverts unclipped, from timestep 1, when its scheduler %s', async (_, said) => {
    modelWith((path) =>
      rewrite(path('scheduler/scheduler_config.json'), ({ clip_sample: _, steps_offset: __, ...config }) => ({
        ...config,
        ...said,
      })),
    );
    const { training } = (await store().load('tiny')).denoiser;
    expect(training.config).toMatchObject({ clip_sample: false, steps_offset: 1 });
    expect(limited(tensor(Float32Array.of(-3, 0, 3), [3]), training).data).toEqual(Float32Array.of(-3, 0, 3));
    expect(ddim.schedule(training, { steps: 4 }).steps.map(({ timestep }) => timestep)).toEqual([751, 501, 251, 1]);
  });

  test('runs a network that was replaced while another one was open, and not the old one', async () => {
    modelWith(() => undefined);
    const models = store();
    const decode = async () => (await models.load('tiny')).vae.decode(zeros([1, 4, 8, 8]), neverCancelled);
    await decode();
    const forOneSize = (graph: GraphChanges) => graph.declareInput('latent_sample', 'float32', ['b', 4, 4, 4]);
    changeNetwork(join(folder.path, 'tiny/vae_decoder/model.onnx'), forOneSize);
    await expect(decode()).rejects.toMatchObject({ code: 'wrong-size' });
  });

  test('is named by what computes with it too: another device or version gives other bits', async () => {
    modelWith(() => undefined);
    const named = (runtime: string) =>
      createModelStore([folder.path], pool, createHasher(), { runtime: async () => runtime }).fingerprint('tiny');
    expect(await named('cpu')).toBe(await named('cpu'));
    expect(await named('cuda')).not.toBe(await named('cpu'));
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
    expect(await models.list()).toMatchObject([{ name: 'tiny', folder: join(folder.path, 'program/tiny') }]);
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

  test('a folder that holds no model is told from one that is not there', async () => {
    mkdirSync(join(folder.path, 'pictures/unpacked'), { recursive: true });
    await expect(store().load('pictures')).rejects.toMatchObject({
      code: 'unknown-model',
      message: 'The folder "pictures" is no model: it has no model_index.json.',
    });
  });

  test('and where there is no model at all, none is offered', async () => {
    await expect(store().load('tiny')).rejects.toMatchObject({
      message: 'There is no model called "tiny". No model was found.',
      remedy: 'Put a model folder into the models folder of the workspace.',
    });
  });
});

describe('a link in a folder of models, which the user made', () => {
  const link = (target: string) => symlinkSync(target, join(folder.path, 'linked'));

  test('to a model folder anywhere is listed, and runs', async () => {
    link(goldenModelPath('sd15-tiny'));
    expect(await store().list()).toMatchObject([{ name: 'linked', title: 'Linked', facts: { size: [64, 64] } }]);
    expect((await store().load('linked')).denoiser.nativeSize).toEqual([8, 8]);
  });

  test('to a folder that is gone is listed with its fault', async () => {
    link(join(folder.path, 'gone'));
    const [found] = await store().list();
    expect(found).toMatchObject({
      name: 'linked',
      fault: `The model folder linked is a link to ${join(folder.path, 'gone')}, which does not exist.`,
      remedy: 'Restore that folder, or remove the link.',
    });
    await expect(store().load('linked')).rejects.toThrow(found?.fault);
  });

  test('in a circle is listed with its fault', async () => {
    link(join(folder.path, 'linked'));
    expect((await store().list())[0]?.fault).toBe('The model folder linked is a link that leads in a circle.');
  });

  test('to a file, or to a folder without a model, is none', async () => {
    link(folder.write('notes.txt', 'notes'));
    mkdirSync(join(folder.path, 'elsewhere'));
    symlinkSync(join(folder.path, 'elsewhere'), join(folder.path, 'empty'));
    expect(await store().list()).toEqual([]);
  });

  test('instead of a file of the model is followed, and named when its target is gone', async () => {
    modelWith((path) => {
      rmSync(path('unet/config.json'));
      symlinkSync(goldenModelPath('sd15-tiny/unet/config.json'), path('unet/config.json'));
    });
    expect((await store().load('tiny')).denoiser.nativeSize).toEqual([8, 8]);
    rmSync(join(folder.path, 'tiny/unet/config.json'));
    symlinkSync('../blobs/123', join(folder.path, 'tiny/unet/config.json'));
    const words = 'unet/config.json is a link to ../blobs/123, which does not exist.';
    expect((await store().list())[0]?.fault).toBe(words);
    await expect(store().load('tiny')).rejects.toThrow(words);
  });
});

describe('a model with networks of other names', () => {
  const rename = (part: string, name: string) => (path: (file: string) => string) =>
    renameSync(path(`${part}/model.onnx`), path(`${part}/${name}`));

  test.each(['model_quantized.onnx', 'model_fp16.onnx', 'model_q4f16.onnx', 'unet.onnx'])(
    'runs %s, and says so',
    async (name) => {
      modelWith(rename('unet', name));
      const [found] = await store().list();
      expect(found?.notes).toEqual([`It runs unet/${name}.`]);
      expect(found).not.toHaveProperty('fault');
      expect(Object.keys(await store().hashes({ role: 'model', name: 'tiny' }))).toContain(`unet/${name}`);
    },
  );

  test('runs the most precise, and neither hashes nor counts the others', async () => {
    modelWith(() => undefined);
    const alone = await store().list();
    for (const name of ['model_fp16.onnx', 'model_fp16.onnx_data', 'model_q4.onnx']) {
      folder.write(`tiny/unet/${name}`, 'not looked at');
    }
    expect(await store().list()).toEqual(alone);
    expect(
      Object.keys(await store().hashes({ role: 'model', name: 'tiny' })).filter((name) => name.startsWith('unet/')),
    ).toEqual(['unet/config.json', 'unet/model.onnx']);
  });
});

describe('what a model is', () => {
  test.each([
    ['sd15-tiny', 'Stable Diffusion 1 or 2'],
    ['lcm-tiny', 'Latent consistency'],
    ['sdxl-tiny', 'Stable Diffusion XL'],
    ['sd3-tiny', 'Stable Diffusion 3'],
    ['flux-tiny', 'FLUX'],
    ['pixart-tiny', 'PixArt-Sigma'],
  ])('is said of %s', async (name, kind) => {
    const models = await createModelStore([goldenModelPath('')], pool, createHasher()).list();
    expect(models.find((model) => model.name === name)?.kind).toBe(kind);
  });

  test('is said also where a network is missing', async () => {
    modelWith((path) => rmSync(path('unet/model.onnx')));
    expect(await store().list()).toMatchObject([{ kind: 'Stable Diffusion 1 or 2', fault: expect.any(String) }]);
  });
});

describe('a model without a VAE encoder', () => {
  const faults: readonly (readonly [string, (path: (file: string) => string) => void, RegExp])[] = [
    ['at all', (path) => rmSync(path('vae_encoder'), { recursive: true }), /has no VAE encoder/],
    ['because it was cut', (path) => truncateSync(path('vae_encoder/model.onnx'), 90_000), /is incomplete/],
    [
      'because Git LFS did not fetch it',
      (path) => writeFileSync(path('vae_encoder/model.onnx'), lfsPointer),
      /Git LFS pointer/,
    ],
  ];

  test.each(faults)('%s does everything but encode, and says so', async (_, change, words) => {
    modelWith(change);
    const [found] = await store().list();
    expect(found).not.toHaveProperty('fault');
    expect(found?.notes).toEqual([expect.stringMatching(words)]);
    const { vae, textEncoder } = await store().load('tiny');
    expect((await textEncoder.encode('a cat')).tensors.hidden?.shape).toEqual([1, 77, 32]);
    expect((await vae.decode(zeros([1, 4, 8, 8]), neverCancelled)).shape).toEqual([1, 3, 64, 64]);
    await expect(vae.encode(zeros([1, 3, 64, 64]), neverCancelled)).rejects.toMatchObject({
      code: expect.stringMatching(/^(missing-model-file|broken-model)$/),
      message: expect.stringMatching(words),
    });
  });
});

describe('a broken model is listed with its fault, and loading it says the same', () => {
  const broken: readonly (readonly [string, (path: (name: string) => string) => void, RegExp])[] = [
    ['no index', (path) => rmSync(path('model_index.json')), /^tiny\/model_index.json is missing\.$/],
    [
      'an index that is no JSON',
      (path) => writeFileSync(path('model_index.json'), '{"_class'),
      /^tiny\/model_index.json is not valid JSON/,
    ],
    [
      'an index that is a list',
      (path) => writeFileSync(path('model_index.json'), '[]'),
      /^tiny\/model_index.json has the wrong content/,
    ],
    ['no UNet', (path) => rmSync(path('unet'), { recursive: true }), /has no unet\/model.onnx/],
    ['no decoder', (path) => rmSync(path('vae_decoder/model.onnx')), /has no vae_decoder\/model.onnx/],
    ['no text encoder', (path) => rmSync(path('text_encoder'), { recursive: true }), /has no text_encoder\/model.onnx/],
    ['no tokenizer', (path) => rmSync(path('tokenizer'), { recursive: true }), /has no tokenizer\/vocab.json/],
    [
      'no scheduler',
      (path) => rmSync(path('scheduler'), { recursive: true }),
      /^scheduler\/scheduler_config.json is missing/,
    ],
    [
      'half a scheduler',
      (path) => truncateSync(path('scheduler/scheduler_config.json'), 40),
      /^scheduler\/scheduler_config.json is not valid JSON/,
    ],
    [
      'a UNet of other channels',
      (path) => rewrite(path('unet/config.json'), (config) => ({ ...config, in_channels: 9 })),
      /takes 4 channels, and its config.json says 9/,
    ],
    [
      'a scaling factor of nonsense',
      (path) => rewrite(path('vae_decoder/config.json'), (config) => ({ ...config, scaling_factor: -1 })),
      /^vae_decoder\/config.json has a wrong value for scaling_factor: /,
    ],
    [
      'a UNet that is not the one its configuration describes',
      (path) => rewrite(path('unet/config.json'), (config) => ({ ...config, time_cond_proj_dim: 256 })),
      /has no input for timestep_cond/,
    ],
    [
      'weights that are none',
      (path) => renameSync(path('unet/model.onnx'), path('unet/diffusion_pytorch_model.safetensors')),
      /^unet\/diffusion_pytorch_model.safetensors is not a valid safetensors file/,
    ],
    [
      'pickled weights only',
      (path) => renameSync(path('unet/model.onnx'), path('unet/diffusion_pytorch_model.bin')),
      /^unet\/diffusion_pytorch_model.bin is a PyTorch pickle/,
    ],
    [
      'an unknown schedule',
      (path) => rewrite(path('scheduler/scheduler_config.json'), (config) => ({ ...config, beta_schedule: 'mine' })),
      /^scheduler_config.json, beta_schedule: /,
    ],
    [
      'a network that is cut short',
      (path) => truncateSync(path('vae_decoder/model.onnx'), 100_000),
      /^vae_decoder\/model.onnx is incomplete: it has 100,000 of at least 28\d,\d\d\d bytes\.$/,
    ],
    ...['unet/model.onnx', 'unet/config.json', 'tokenizer/tokenizer.json', 'scheduler/scheduler_config.json'].map(
      (file): [string, (path: (name: string) => string) => void, RegExp] => [
        `a Git LFS pointer as ${file}`,
        (path) => writeFileSync(path(file), lfsPointer),
        new RegExp(`^${file} is only a Git LFS pointer`),
      ],
    ),
    [
      'two text encoders',
      (path) => mkdirSync(path('text_encoder_2')),
      /^tiny is a Stable Diffusion 1 or 2 model, and has a folder text_encoder_2 of some other model/,
    ],
    [
      'a transformer',
      (path) => mkdirSync(path('transformer')),
      /^tiny is a Stable Diffusion 1 or 2 model, and has a folder transformer of some other model/,
    ],
  ];

  test.each(broken)('%s', async (_, change, words) => {
    modelWith(change);
    const [found] = await store().list();
    expect(found?.fault).toMatch(words);
    expect(found?.remedy).toMatch(/\.$|--model/);
    const thrown = await store()
      .load('tiny')
      .catch((problem: unknown) => problem);
    expect(thrown).toMatchObject({
      name: 'ArcspaceError',
      message: found?.fault,
      remedy: found?.remedy,
    });
  });
});

describe('halves of a VAE that do not belong there are noticed when the folder is listed', () => {
  test("a network in the decoder's place", async () => {
    modelWith((path) => cpSync(path('text_encoder/model.onnx'), path('vae_decoder/model.onnx')));
    expect((await store().list())[0]?.fault).toBe('The network has no input for picture. Its inputs are input_ids.');
  });

  test('a decoder of another model', async () => {
    modelWith((path) => {
      for (const part of ['vae_encoder', 'vae_decoder']) {
        rewrite(path(`${part}/config.json`), (config) => ({ ...config, latent_channels: 16 }));
      }
      rewrite(path('unet/config.json'), (config) => ({ ...config, in_channels: 16 }));
    });
    expect((await store().list())[0]?.fault).toBe(
      'vae_decoder/model.onnx reads 4 channels, and the model works with 16.',
    );
  });

  test('an encoder of another model, without which all else runs', async () => {
    modelWith((path) => cpSync(goldenModelPath('flux-tiny/vae_encoder/model.onnx'), path('vae_encoder/model.onnx')));
    const [found] = await store().list();
    expect(found?.notes?.[0]).toMatch(
      /^It cannot encode pictures: vae_encoder\/model.onnx gives 32 channels, and the model works with 4\./,
    );
    const { vae } = await store().load('tiny');
    await expect(vae.encode(zeros([1, 3, 64, 64]), neverCancelled)).rejects.toThrow(
      'The VAE encoder gives 32 channels, and the model works with 4.',
    );
  });
});
