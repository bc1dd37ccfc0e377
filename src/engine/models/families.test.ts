import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LoadedModel } from '../../diffusion/model.ts';
import { createHasher } from '../files/hasher.ts';
import { changeNetwork } from '../testing/changeNetwork.ts';
import { goldenModelPath, loadGoldenModel, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createModelStore } from './modelStore.ts';
import { tryModel } from './tryModel.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

type Change = (path: (name: string) => string) => void;

/** A recorded model in a fresh folder, changed. */
function changed(pipeline: string, change: Change = () => undefined) {
  cpSync(goldenModelPath(pipeline), join(folder.path, 'tiny'), { recursive: true });
  change((file) => join(folder.path, 'tiny', file));
  return createModelStore([folder.path], pool, createHasher());
}

const rewrite = (file: string, keys: object) =>
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...keys }));

/** A part of a recorded model in place of another's. */
const replace = (part: string, pipeline: string, other = part): Change => {
  return (path) => {
    rmSync(path(part), { recursive: true });
    cpSync(goldenModelPath(pipeline, other), path(part), { recursive: true });
  };
};

const together =
  (...changes: readonly Change[]): Change =>
  (path) => {
    for (const change of changes) change(path);
  };

describe('a model of each family is known, and every network of it runs', () => {
  test.each([
    ['sd15-tiny', { guidanceKind: 'classifier-free', nativeSize: [8, 8], space: { channels: 4, multiple: 1 } }],
    ['sdxl-tiny', { guidanceKind: 'classifier-free', nativeSize: [8, 8], space: { channels: 4, multiple: 1 } }],
    ['lcm-tiny', { guidanceKind: 'embedded', nativeSize: [8, 8], space: { channels: 4, multiple: 1 } }],
    ['sd3-tiny', { guidanceKind: 'classifier-free', nativeSize: [8, 8], space: { channels: 16, multiple: 2 } }],
    ['flux-tiny', { guidanceKind: 'embedded', nativeSize: [128, 128], space: { channels: 16, multiple: 2 } }],
    ['pixart-tiny', { guidanceKind: 'classifier-free', nativeSize: [8, 8], space: { channels: 4, multiple: 2 } }],
  ])('%s', async (pipeline, expected) => {
    const store = changed(pipeline);
    expect((await store.list())[0]).toMatchObject({
      name: 'tiny',
      title: 'Tiny',
      kind: expect.any(String),
      bytes: expect.any(Number),
    });
    const model = await store.load('tiny');
    expect(model.denoiser).toMatchObject(expected);
    await tryModel(model);
  });

  test.each(['sd15-tiny', 'sdxl-tiny', 'sd3-tiny', 'flux-tiny', 'pixart-tiny'])(
    '%s, also when its index names no pipeline',
    async (pipeline) => {
      const store = changed(pipeline, (path) => rewrite(path('model_index.json'), { _class_name: undefined }));
      expect((await store.load('tiny')).denoiser.name).toBe('tiny');
    },
  );

  test.each(['ORTStableDiffusionPipeline', 'OnnxStableDiffusionPipeline', 'StableDiffusionImg2ImgPipeline'])(
    'Stable Diffusion under the class %s',
    async (name) => {
      const store = changed('sd15-tiny', (path) => rewrite(path('model_index.json'), { _class_name: name }));
      expect((await store.list())[0]).not.toHaveProperty('fault');
    },
  );
});

describe('a refiner of SDXL', () => {
  const refiner: Change = (path) => {
    rmSync(path('text_encoder'), { recursive: true });
    rmSync(path('tokenizer'), { recursive: true });
    rewrite(path('model_index.json'), {
      _class_name: 'StableDiffusionXLImg2ImgPipeline',
      text_encoder: [null, null],
      tokenizer: [null, null],
      requires_aesthetics_score: true,
    });
  };

  test('needs one text encoder only; that the UNet is another is noticed', async () => {
    const [found] = await changed('sdxl-tiny', refiner).list();
    expect(found?.fault).toBe(
      'The parts of tiny belong to different models: its text encoders give prompts 32 numbers wide (unet/config.json reads 56).',
    );
  });

  test('but an encoder that the index names is missed', async () => {
    const [found] = await changed('sdxl-tiny', (path) => rmSync(path('text_encoder'), { recursive: true })).list();
    expect(found?.fault).toMatch(/has no text_encoder\/model.onnx/);
  });
});

describe('Stable Diffusion 3 does without T5', () => {
  test('and misses it where the index names it', async () => {
    const names = { text_encoder_3: ['transformers', 'T5EncoderModel'] };
    const [found] = await changed('sd3-tiny', (path) => rewrite(path('model_index.json'), names)).list();
    expect(found?.fault).toMatch(/has no text_encoder_3\/model.onnx/);
  });

  test('and reads it where it is there', async () => {
    const withT5 = together(
      (path) => cpSync(goldenModelPath('flux-tiny', 'text_encoder_2'), path('text_encoder_3'), { recursive: true }),
      (path) => cpSync(goldenModelPath('flux-tiny', 'tokenizer_2'), path('tokenizer_3'), { recursive: true }),
    );
    const [found] = await changed('sd3-tiny', withT5).list();
    expect(found?.fault).toMatch(
      /its text encoders give prompts 32 numbers wide \(transformer\/config.json reads 64\)/,
    );
  });
});

describe('a model that Arcspace does not run says what it is', () => {
  test.each<[string, string, RegExp]>([
    ['Sana', 'SanaPipeline', /is a model of the kind SanaPipeline, which Arcspace does not run/],
    ['Hunyuan-DiT', 'HunyuanDiTPipeline', /is a model of the kind HunyuanDiTPipeline/],
    ['an upscaler', 'StableDiffusionUpscalePipeline', /StableDiffusionUpscalePipeline, for upscaling/],
    ['InstructPix2Pix', 'StableDiffusionInstructPix2PixPipeline', /for editing by instruction/],
    ['FLUX Fill', 'FluxFillPipeline', /FluxFillPipeline, for inpainting/],
    ['FLUX Kontext', 'FluxKontextPipeline', /for editing by instruction/],
    ['a ControlNet', 'StableDiffusionControlNetPipeline', /for control by another picture/],
  ])('%s', async (_, name, words) => {
    const [found] = await changed('flux-tiny', (path) =>
      rewrite(path('model_index.json'), { _class_name: name }),
    ).list();
    expect(found?.fault).toMatch(words);
    expect(found?.remedy).toMatch(/^Use a model of one of these kinds: Stable Diffusion 1 or 2, .*FLUX.*\.$/);
  });

  test('by its transformer where the index names no pipeline', async () => {
    const other: Change = (path) => {
      rewrite(path('model_index.json'), { _class_name: undefined });
      rewrite(path('transformer/config.json'), { _class_name: 'SanaTransformer2DModel' });
    };
    expect((await changed('flux-tiny', other).list())[0]?.fault).toMatch(/of the kind SanaTransformer2DModel/);
  });

  test('a UNet for depth to image', async () => {
    const [found] = await changed('sd15-tiny', (path) => rewrite(path('unet/config.json'), { in_channels: 5 })).list();
    expect(found?.remedy).toMatch(/for depth to image/);
  });

  test('a UNet that takes other channels than its config.json says', async () => {
    const [found] = await changed('sd15-tiny', (path) => rewrite(path('unet/config.json'), { in_channels: 9 })).list();
    expect(found?.fault).toMatch(/takes 4 channels, and its config\.json says 9/);
  });
});

describe('parts of another model are noticed when the folder is listed', () => {
  test.each<[string, string, Change, RegExp]>([
    [
      "T5's tokenizer",
      'sd15-tiny',
      replace('tokenizer', 'flux-tiny', 'tokenizer_2'),
      /is the tokenizer of a T5 encoder/,
    ],
    [
      "CLIP's tokenizer for T5",
      'flux-tiny',
      replace('tokenizer_2', 'flux-tiny', 'tokenizer'),
      /is the tokenizer of a CLIP encoder/,
    ],
    [
      'T5 for CLIP',
      'sd15-tiny',
      replace('text_encoder', 'flux-tiny', 'text_encoder_2'),
      /is a T5 encoder, and this model has a CLIP text encoder there/,
    ],
    [
      "SDXL's second encoder as its first",
      'sdxl-tiny',
      replace('text_encoder', 'sdxl-tiny', 'text_encoder_2'),
      /is a CLIP text encoder with projection/,
    ],
    [
      "SDXL's second encoder in Stable Diffusion 1",
      'sd15-tiny',
      replace('text_encoder', 'sdxl-tiny', 'text_encoder_2'),
      /is a CLIP text encoder with projection/,
    ],
    [
      "SDXL's first encoder in Stable Diffusion 1",
      'sd15-tiny',
      replace('text_encoder', 'sdxl-tiny'),
      /give prompts 24 numbers wide \(unet\/config.json reads 32\)/,
    ],
    [
      'a UNet of SDXL',
      'sd15-tiny',
      replace('unet', 'sdxl-tiny'),
      /give prompts 32 numbers wide \(unet\/config.json reads 56\)/,
    ],
    [
      'a transformer of SD3',
      'flux-tiny',
      replace('transformer', 'sd3-tiny'),
      /its transformer is a SD3Transformer2DModel, not a FluxTransformer2DModel/,
    ],
    [
      'a VAE of SDXL',
      'flux-tiny',
      together(replace('vae_encoder', 'sdxl-tiny'), replace('vae_decoder', 'sdxl-tiny')),
      /takes 64 channels, and 2 x 2 cells of its VAE have 16/,
    ],
    [
      'a transformer of PixArt-Alpha',
      'pixart-tiny',
      (path) => rewrite(path('transformer/config.json'), { use_additional_conditions: true }),
      /is told the size of the picture, as that of PixArt-Alpha/,
    ],
    [
      'a VAE of SD3',
      'pixart-tiny',
      together(replace('vae_encoder', 'sd3-tiny'), replace('vae_decoder', 'sd3-tiny')),
      /takes 4 channels, and its VAE has 16/,
    ],
    [
      'a T5 of FLUX',
      'pixart-tiny',
      replace('text_encoder', 'flux-tiny', 'text_encoder_2'),
      /give prompts 32 numbers wide \(transformer\/config.json reads 16\)/,
    ],
    [
      'a second encoder',
      'sd15-tiny',
      (path) => mkdirSync(path('text_encoder_2')),
      /has a folder text_encoder_2 of some other model/,
    ],
  ])('%s in %s', async (_, pipeline, change, words) => {
    const store = changed(pipeline, change);
    const [found] = await store.list();
    expect(found?.fault).toMatch(words);
    expect(found?.remedy).toMatch(/^[A-Z].*\.$/);
    await expect(store.load('tiny')).rejects.toMatchObject({ message: found?.fault });
  });
});

describe('a prompt', () => {
  const encode = async (pipeline: string, ...given: Parameters<LoadedModel['textEncoder']['encode']>) =>
    (await changed(pipeline).load('tiny')).textEncoder.encode(...given);

  test.each([
    ['sd15-tiny', { second: 'a' }, 'Stable Diffusion 1 or 2 models have no "second text".'],
    ['sdxl-tiny', { third: 'a' }, 'Stable Diffusion XL models have no "third text".'],
    ['flux-tiny', { clipSkip: 1 }, 'FLUX models have no "clip skip".'],
    ['pixart-tiny', { second: 'a' }, 'PixArt-Sigma models have no "second text".'],
    ['flux-tiny', { maxLength: 513 }, 'The T5 encoder of this model reads 1 to 512 tokens, not 513.'],
    ['flux-tiny', { lastLayer: -2 }, 'The last layer of CLIP cannot be chosen for FLUX models.'],
    ['sd3-tiny', { lastLayer: -2 }, 'The last layer of CLIP cannot be chosen for Stable Diffusion 3 models.'],
    [
      'sdxl-tiny',
      { lastLayer: -1 },
      'Stable Diffusion XL models read layer -2 of CLIP or an earlier one, not layer -1.',
    ],
    ['sdxl-tiny', { clipSkip: 3 }, 'The text encoder has 3 layers, too few to leave out the last 4.'],
  ])('for %s that asks for %j is refused', async (pipeline, choices, words) => {
    await expect(encode(pipeline, 'a cat', choices)).rejects.toMatchObject({ name: 'ArcspaceError', message: words });
  });

  test('for PixArt-Sigma is read in small letters, as by its pipeline, but for the BREAK of A1111', async () => {
    const read = async (text: string) => (await encode('pixart-tiny', text, { syntax: 'a1111' })).tensors.hidden?.data;
    expect(await read(' A Cat BREAK a DOG ')).toEqual(await read('a cat BREAK a dog'));
    expect(await read('a cat BREAK a dog')).not.toEqual(await read('a cat break a dog'));
  });

  test.each([
    ['sd15-tiny', -1, 0],
    ['sdxl-tiny', -2, 0],
    ['sdxl-tiny', -3, 1],
  ])(
    'for %s that stops at layer %i leaves out %i layers more than the model itself',
    async (pipeline, lastLayer, clipSkip) => {
      const hidden = async (choices: object) => (await encode(pipeline, 'a cat', choices)).tensors.hidden?.data;
      expect(await hidden({ lastLayer })).toEqual(await hidden({ clipSkip }));
      expect(await hidden({ lastLayer: -9, clipSkip })).toEqual(await hidden({ clipSkip }));
    },
  );

  describe('for Stable Diffusion 2, whose files lack the last layer of CLIP,', () => {
    const encoder = (keys: object): Change => {
      return (path) => rewrite(path('text_encoder/config.json'), keys);
    };
    const encodeAt = async (lastLayer: number) =>
      (await changed('sd15-tiny', encoder({ num_hidden_layers: 23 })).load('tiny')).textEncoder.encode('a cat', {
        lastLayer,
      });

    test('reads the last of its own layers as layer -2', async () => {
      expect((await encodeAt(-2)).tensors).toEqual((await encode('sd15-tiny', 'a cat')).tensors);
    });

    test('cannot be read at layer -1', async () => {
      await expect(encodeAt(-1)).rejects.toMatchObject({
        message: 'Stable Diffusion 2 models read layer -2 of CLIP or an earlier one, not layer -1.',
      });
    });
  });

  test('that is too long for one of several encoders says so', async () => {
    const { warning } = await encode('sdxl-tiny', 'a cat', { second: 'word '.repeat(200) });
    expect(warning).toMatch(/^The prompt is too long: its last \d+ tokens are ignored\. This model reads 75\.$/);
  });

  test.each([
    ['sd15-tiny', { hidden: [1, 77, 32] }],
    ['sdxl-tiny', { hidden: [1, 77, 56], pooled: [1, 32] }],
    ['sd3-tiny', { hidden: [1, 333, 64], pooled: [1, 56] }],
    ['flux-tiny', { hidden: [1, 512, 32], pooled: [1, 24] }],
    ['pixart-tiny', { hidden: [1, 300, 16], mask: [1, 300] }],
  ])('of %s is these tensors', async (pipeline, shapes) => {
    const { tensors } = await encode(pipeline, 'a cat');
    expect(Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))).toEqual(shapes);
  });

  test('of another family is refused by the network', async () => {
    const { denoiser } = await loadGoldenModel('sd15-tiny', pool);
    const positive = await (await loadGoldenModel('sdxl-tiny', pool)).textEncoder.encode('a cat');
    const never = { aborted: false, throwIfAborted: () => undefined };
    const x = { data: new Float32Array(256), shape: [1, 4, 8, 8] };
    const asked = denoiser.denoise(x, denoiser.training.noisiest, 999, { positive, scale: 1 }, never);
    await expect(asked).rejects.toMatchObject({ code: 'wrong-text-encoder' });
  });
});

describe('clip skip in Stable Diffusion 1', () => {
  test('leaves out layers where the text encoder was exported with their hidden states', async () => {
    const withLayers = together(replace('text_encoder', 'sdxl-tiny'), replace('unet', 'sd15-tiny'), (path) =>
      changeNetwork(path('unet/model.onnx'), (graph) =>
        graph.declareInput('encoder_hidden_states', 'float32', ['b', 's', 24]),
      ),
    );
    const { textEncoder } = await changed('sd15-tiny', withLayers).load('tiny');
    const [whole, skipped] = [await textEncoder.encode('a cat'), await textEncoder.encode('a cat', { clipSkip: 1 })];
    expect(skipped.tensors.hidden?.shape).toEqual(whole.tensors.hidden?.shape);
    expect(skipped.tensors.hidden?.data).not.toEqual(whole.tensors.hidden?.data);
  });

  test('is refused where it was not', async () => {
    const { textEncoder } = await changed('sd15-tiny').load('tiny');
    await expect(textEncoder.encode('a cat', { clipSkip: 1 })).rejects.toMatchObject({
      message:
        'The text encoder was exported without the hidden states of its layers, so none of them can be left out.',
    });
  });
});
