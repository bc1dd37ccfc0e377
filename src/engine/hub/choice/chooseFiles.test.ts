import { describe, expect, it } from 'vitest';
import { type PublishedListing, publishedListing } from '../testing/publishedListings.ts';
import { chooseFiles, type Wish } from './chooseFiles.ts';

const choose = (name: PublishedListing, wish: Partial<Wish> = {}) =>
  chooseFiles(`somebody/${name}`, publishedListing(name), { precision: 'fp16', ...wish });

/** The weights that are taken, and the size of all files in GB. */
function taken(name: PublishedListing, wish: Partial<Wish> = {}): { weights: readonly string[]; size: number } {
  const choice = choose(name, wish);
  if (choice.kind !== 'folder') throw new Error(`${name} is no folder`);
  const size = choice.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const weights = choice.files.map(({ path }) => path).filter((path) => !/\.(json|txt|model)$/.test(path));
  return { weights, size: Math.round(size / 1e8) / 10 };
}

function others(name: PublishedListing): readonly string[] {
  const choice = choose(name);
  if (choice.kind !== 'folder') throw new Error(`${name} is no folder`);
  return choice.files.map(({ path }) => path).filter((path) => /\.(json|txt|model)$/.test(path));
}

describe('of a model in the layout of Diffusers', () => {
  const half = (part: string) => `${part}/diffusion_pytorch_model.fp16.safetensors`;

  it.each([
    ['stable-diffusion-v1-5', [half('unet'), 'text_encoder/model.fp16.safetensors', half('vae')], 2.1],
    ['stable-diffusion-2-1', [half('unet'), 'text_encoder/model.fp16.safetensors', half('vae')], 2.6],
    [
      'stable-diffusion-xl-base-1.0',
      [half('unet'), 'text_encoder/model.fp16.safetensors', 'text_encoder_2/model.fp16.safetensors', half('vae')],
      6.9,
    ],
    [
      'sdxl-turbo',
      [half('unet'), 'text_encoder/model.fp16.safetensors', 'text_encoder_2/model.fp16.safetensors', half('vae')],
      6.9,
    ],
    [
      'LCM_Dreamshaper_v7',
      [
        'unet/diffusion_pytorch_model.safetensors',
        'text_encoder/model.safetensors',
        'vae/diffusion_pytorch_model.safetensors',
      ],
      4.3,
    ],
    [
      'stable-diffusion-3.5-medium',
      [
        'transformer/diffusion_pytorch_model.safetensors',
        'text_encoder/model.fp16.safetensors',
        'text_encoder_2/model.fp16.safetensors',
        'text_encoder_3/model.fp16-00001-of-00002.safetensors',
        'text_encoder_3/model.fp16-00002-of-00002.safetensors',
        'vae/diffusion_pytorch_model.safetensors',
      ],
      16.3,
    ],
    [
      'FLUX.1-schnell',
      [
        'transformer/diffusion_pytorch_model-00001-of-00003.safetensors',
        'transformer/diffusion_pytorch_model-00002-of-00003.safetensors',
        'transformer/diffusion_pytorch_model-00003-of-00003.safetensors',
        'text_encoder/model.safetensors',
        'text_encoder_2/model-00001-of-00002.safetensors',
        'text_encoder_2/model-00002-of-00002.safetensors',
        'vae/diffusion_pytorch_model.safetensors',
      ],
      33.7,
    ],
    [
      'stable-diffusion-v1-4-onnx',
      [
        'unet/model.onnx',
        'unet/weights.pb',
        'text_encoder/model.onnx',
        'vae_encoder/model.onnx',
        'vae_decoder/model.onnx',
      ],
      4.3,
    ],
    [
      'half-onnx',
      [
        'unet/model_fp16.onnx',
        'unet/model_fp16.onnx_data',
        'text_encoder/model_fp16.onnx',
        'text_encoder/model_fp16.onnx_data',
        'vae_decoder/model_fp16.onnx',
      ],
      2.1,
    ],
  ] as const)('%s one set of weights is taken, in half precision where there is one', (name, weights, size) => {
    expect(taken(name)).toEqual({ weights, size });
  });

  it.each([
    ['stable-diffusion-v1-5', 4.3],
    ['stable-diffusion-xl-base-1.0', 13.9],
    ['half-onnx', 4.1],
  ] as const)('%s the precision that it was trained in is taken on request', (name, size) => {
    expect(taken(name, { precision: 'fp32' }).size).toBe(size);
  });

  it('configurations, tokenizers and the scheduler come along, with the index of weights in several files', () => {
    expect(others('FLUX.1-schnell')).toEqual([
      'model_index.json',
      'tokenizer/merges.txt',
      'tokenizer/special_tokens_map.json',
      'tokenizer/tokenizer_config.json',
      'tokenizer/vocab.json',
      'tokenizer_2/special_tokens_map.json',
      'tokenizer_2/spiece.model',
      'tokenizer_2/tokenizer.json',
      'tokenizer_2/tokenizer_config.json',
      'scheduler/scheduler_config.json',
      'transformer/config.json',
      'transformer/diffusion_pytorch_model.safetensors.index.json',
      'text_encoder/config.json',
      'text_encoder_2/config.json',
      'text_encoder_2/model.safetensors.index.json',
      'vae/config.json',
    ]);
  });

  it('what is only a pickle is refused, part and all', () => {
    expect(() => choose('pickled-parts')).toThrow('has the weights of its unet only as pickles');
  });
});

describe('of other repositories', () => {
  it('the only checkpoint is taken', () => {
    expect(choose('one-checkpoint')).toMatchObject({ kind: 'file', file: { path: 'aMixOfMany_v20.safetensors' } });
    expect(choose('lcm-lora-sdv1-5')).toMatchObject({
      kind: 'file',
      file: { path: 'pytorch_lora_weights.safetensors' },
    });
  });

  it('of several checkpoints one has to be chosen', () => {
    const choice = choose('several-checkpoints');
    expect(choice.kind === 'several' && choice.files.map(({ path }) => path)).toEqual([
      'DreamShaper_8_pruned.safetensors',
      'DreamShaper_8_INPAINTING.inpainting.safetensors',
      'DreamShaper_7_pruned.safetensors',
    ]);
  });

  it.each([
    ['only-pickles', 'it has pickles, which can run code'],
    ['only-gguf', 'it has GGUF files'],
    ['language-model', 'parts of a model in several files'],
    ['a-dataset-of-texts', 'has no model that Arcspace runs.'],
  ] as const)('%s is refused with what it has', (name, why) => {
    expect(() => choose(name)).toThrow(why);
  });
});

describe('a file that is named', () => {
  it('is taken wherever it lies', () => {
    const file = { path: 'v1-5-pruned-emaonly.safetensors' };
    expect(choose('stable-diffusion-v1-5', { file: 'v1-5-pruned-emaonly.safetensors' })).toMatchObject({
      kind: 'file',
      file,
    });
    const t5 = { path: 'text_encoders/t5xxl_fp16.safetensors' };
    expect(choose('stable-diffusion-3.5-medium', { file: 't5xxl_fp16.safetensors' })).toMatchObject({ file: t5 });
  });

  it.each([
    [
      'v1-5-pruned-emaonly.safetensor',
      { message: /has no file/, remedy: 'Did you mean v1-5-pruned-emaonly.safetensors?' },
    ],
    ['v1-5-pruned.ckpt', { message: /is a pickle/, remedy: /^Use somebody\/stable-diffusion-v1-5:.*\.safetensors\.$/ }],
    ['README.md', { message: /is no model in one file/ }],
  ] as const)('%s is refused with what to do', (file, problem) => {
    const matchers = Object.fromEntries(
      Object.entries(problem).map(([key, value]) => [
        key,
        value instanceof RegExp ? expect.stringMatching(value) : value,
      ]),
    );
    expect(() => choose('stable-diffusion-v1-5', { file })).toThrow(expect.objectContaining(matchers));
  });

  it('in GGUF is refused, since it is run where it lies and not fetched', () => {
    expect(() => choose('only-gguf', { file: 'flux1-schnell-Q4_0.gguf' })).toThrow(
      expect.objectContaining({
        message: 'flux1-schnell-Q4_0.gguf is a GGUF file, which Arcspace runs and does not fetch.',
        remedy: expect.stringMatching(/^Download it from the page of somebody.*only-gguf, and put it into the folder/),
      }),
    );
  });

  it('that is one of several with the weights of a part is refused', () => {
    const file = 'model-00001-of-00002.safetensors';
    expect(() => choose('FLUX.1-schnell', { file })).toThrow(/no model in one file/);
  });
});
