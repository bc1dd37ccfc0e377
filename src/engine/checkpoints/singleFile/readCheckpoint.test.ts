import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { publishedFile } from '../testing/publishedFiles.ts';
import { writeZeros } from '../testing/weightFiles.ts';
import { readCheckpoint } from './readCheckpoint.ts';

const folder = temporaryFolder();

interface Changes {
  readonly name?: string;
  readonly extra?: Readonly<Record<string, readonly number[]>>;
  readonly metadata?: Readonly<Record<string, string>>;
  keep?(name: string): boolean;
}

/** A published file with other tensors or another name. */
function write(
  published: string,
  { name = 'model', extra = {}, metadata = {}, keep = () => true }: Changes = {},
): string {
  const tensors = Object.entries(publishedFile(published).file).filter(([tensor]) => keep(tensor));
  return writeZeros(join(folder.path, `${name}.safetensors`), { ...Object.fromEntries(tensors), ...extra }, metadata);
}

describe('what the network predicts', () => {
  const v = 'v_prediction';
  const turbo = 'sd_turbo';

  test.each<[published: string, Changes, prediction: string, guesses: number]>([
    ['sd15', {}, 'epsilon', 0],
    ['sd15', { name: 'anything-v_pred' }, v, 1],
    ['sd15', { metadata: { 'modelspec.prediction_type': 'v' } }, v, 0],
    ['sd21', {}, v, 1],
    ['sd21', { name: '512-base-ema' }, 'epsilon', 1],
    ['sd21', { name: 'v2-1_768-ema-pruned' }, v, 1],
    ['sd21', { name: turbo }, 'epsilon', 1],
    ['sd21', { metadata: { 'modelspec.prediction_type': 'epsilon' } }, 'epsilon', 0],
    ['sdxl', { extra: { v_pred: [] } }, v, 0],
    ['sdxl', { extra: { v_pred: [], ztsnr: [] } }, v, 0],
    ['sdxl', { metadata: { 'modelspec.predict_key': 'epsilon' } }, 'epsilon', 0],
  ])('of %s with %j: %s, guessed %i times', async (published, changes, prediction_type, guesses) => {
    const checkpoint = await readCheckpoint(write(published, changes));
    expect(checkpoint.scheduler).toMatchObject({ prediction_type });
    expect(checkpoint.scheduler.rescale_betas_zero_snr).toBe(changes.extra?.ztsnr ? true : undefined);
    expect(checkpoint.guesses.map(({ part, key }) => [part, key])).toEqual(
      Array(guesses).fill(['scheduler', 'prediction_type']),
    );
  });

  test('and a guess says what to do when it is wrong', async () => {
    const { guesses } = await readCheckpoint(write('sd21'));
    expect(guesses[0]?.why).toBe(
      'It is taken to predict velocity (v), as Stable Diffusion 2.1 for 768 pixels. If pictures are all noise or brown, it predicts noise (epsilon). To choose another value, write it into model.config.json beside it, as in {"scheduler":{"prediction_type":"v_prediction"}}.',
    );
  });
});

describe('what is said beside a checkpoint counts before what is inferred', () => {
  test('in a file of settings, which is part of the model then', async () => {
    const settings = { scheduler: { prediction_type: 'epsilon' }, unet: { attention_head_dim: [4, 4, 4, 4] } };
    const beside = folder.write('model.config.json', settings);
    const file = write('sd21');
    const { scheduler, parts, guesses, files } = await readCheckpoint(file);
    expect(scheduler).toMatchObject({ prediction_type: 'epsilon', _class_name: 'DDIMScheduler' });
    expect(parts.get('unet')?.config).toMatchObject({ attention_head_dim: [4, 4, 4, 4], cross_attention_dim: 1024 });
    expect(guesses).toEqual([]);
    expect(files).toEqual([file, beside]);
  });

  test.each([
    ['v', 'v_prediction'],
    ['eps', 'epsilon'],
  ])('in the training configuration that some sites offer: %s', async (said, prediction_type) => {
    folder.write('model.yaml', `model:\n  params:\n    parameterization: "${said}" # all know\n`);
    const { scheduler, guesses } = await readCheckpoint(write('sd21'));
    expect(scheduler).toMatchObject({ prediction_type });
    expect(guesses).toEqual([]);
  });

  test.each([
    ['{"transformer": {"a": 1}}', 'has settings for "transformer", which model.safetensors does not have.'],
    ['{"unet": 1}', 'has a wrong value for unet'],
    ['{', 'is not valid JSON'],
  ])('and is refused where it cannot be: %s', async (settings, reason) => {
    const beside = folder.write('model.config.json', settings);
    const thrown = readCheckpoint(write('sd15'));
    await expect(thrown).rejects.toThrow(reason);
    await expect(thrown).rejects.toMatchObject({ place: { file: beside } });
  });
});

const isUnet = (name: string) => name.startsWith('model.diffusion_model.');

test('a checkpoint without VAE and encoders says which parts are missing', async () => {
  const { parts, missing } = await readCheckpoint(write('sdxl', { keep: isUnet }));
  expect([...parts.keys()]).toEqual(['unet']);
  expect(missing).toEqual(['vae', 'text_encoder', 'text_encoder_2']);
});

test('Stable Diffusion 3 without its third encoder lacks nothing', async () => {
  const file = write('sd3', { keep: (name) => !name.includes('t5xxl') });
  expect((await readCheckpoint(file)).missing).toEqual([]);
});

test('the second encoder of SDXL and that of Stable Diffusion 2 fill prompts up with "!"', async () => {
  expect([...(await readCheckpoint(write('sdxl'))).tokenizers]).toEqual([
    ['tokenizer', { kind: 'clip' }],
    ['tokenizer_2', { kind: 'clip', pad: '!' }],
  ]);
  expect((await readCheckpoint(write('sd21'))).tokenizers.get('tokenizer')).toEqual({ kind: 'clip', pad: '!' });
});

test('the refiner is told so by its index', async () => {
  expect((await readCheckpoint(write('sdxl-refiner'))).index).toMatchObject({ requires_aesthetics_score: true });
});

test('only schnell is not told the guidance, and not shifted', async () => {
  const dev = await readCheckpoint(write('flux-dev'));
  expect(dev.parts.get('transformer')?.config).toMatchObject({ guidance_embeds: true });
  expect(dev.scheduler).toMatchObject({ use_dynamic_shifting: true, shift: 3 });
  const schnell = await readCheckpoint(write('flux-schnell'));
  expect(schnell.scheduler).toMatchObject({ use_dynamic_shifting: false, shift: 1 });
});

describe('a file that is no model is refused by what it is', () => {
  test.each([
    ['lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight', 'is a LoRA, which adds to a model'],
    ['unet.down_blocks.0.attentions.0.proj_in.lora_A.weight', 'is a LoRA, which adds to a model'],
    ['unet.down_blocks.0.attn1.processor.to_q_lora.down.weight', 'is a LoRA, which adds to a model'],
    ['lora_unet_mid_block_attentions_0_proj_in.hada_w1_a', 'is a LyCORIS file'],
    ['emb_params', 'is an embedding for prompts'],
    ['control_model.input_blocks.0.0.weight', 'is a ControlNet'],
    ['controlnet_cond_embedding.conv_in.weight', 'is a ControlNet'],
    ['model.diffusion_model.input_blocks.1.0.time_stack.emb_layers.1.bias', 'is a model for video'],
    ['down_blocks.0.motion_modules.0.temporal_transformer.norm.bias', 'is a model for video'],
    ['head.modulation', 'is Wan, a model for video'],
    ['adaln_single.linear.weight', 'is PixArt'],
    ['distilled_guidance_layer.in_proj.bias', 'is Chroma'],
    ['model.diffusion_model.single_stream_modulation.lin.weight', 'is FLUX.2'],
    ['depth_model.model.pretrained.cls_token', 'is a model for depth to image'],
    ['something.else', 'holds no model that Arcspace knows'],
    ['double_blocks.0.img_attn.qkv.weight_scale_2', 'is quantised: it holds numbers with several scales'],
  ])('%s', async (tensor, reason) => {
    const file = writeZeros(join(folder.path, 'model.safetensors'), { [tensor]: [4, 4] });
    await expect(readCheckpoint(file)).rejects.toMatchObject({ message: expect.stringContaining(reason) });
  });

  test('also where it contains a network of a known one', async () => {
    const file = write('sdxl', { extra: { edm_mean: [4], edm_std: [4] } });
    await expect(readCheckpoint(file)).rejects.toThrow('is Playground 2.5');
  });

  test.each([
    ['first_stage_model.', 'holds a VAE only, and no network that makes pictures'],
    ['conditioner.', 'holds a CLIP text encoder and a CLIP text encoder only'],
  ])('and by its parts, as %s', async (prefix, reason) => {
    await expect(readCheckpoint(write('sdxl', { keep: (name) => name.startsWith(prefix) }))).rejects.toThrow(reason);
  });

  test('and a model from which a tensor was lost says which', async () => {
    const lost = 'model.diffusion_model.input_blocks.4.0.in_layers.2.weight';
    await expect(readCheckpoint(write('sd15', { keep: (name) => name !== lost }))).rejects.toThrow(
      'model.safetensors has no tensor "down_blocks.1.resnets.0.conv1.weight" in its UNet.',
    );
  });
});

describe('parts can come from files beside the checkpoint', () => {
  test('which its settings name, with what they say besides', async () => {
    const beside = folder.write('model.config.json', {
      vae: { file: 'other.safetensors' },
      text_encoder_2: { file: './parts/t5xxl.safetensors', num_layers: 24 },
    });
    const file = write('flux-dev');
    const { chosen, missing, files } = await readCheckpoint(file);
    expect(missing).toEqual(['text_encoder']);
    expect([...chosen]).toEqual([
      ['vae', { path: join(folder.path, 'other.safetensors'), said: {} }],
      ['text_encoder_2', { path: join(folder.path, 'parts/t5xxl.safetensors'), said: { num_layers: 24 } }],
    ]);
    expect(files).toEqual([file, beside]);
  });

  test.each([
    [
      'outside its folder',
      { vae: { file: '../vae.safetensors' } },
      'names a file for "vae" that does not lie beside it',
    ],
    ['elsewhere', { vae: { file: '/tmp/vae.safetensors' } }, 'that does not lie beside it'],
    ['which is no name', { vae: { file: 3 } }, 'that does not lie beside it'],
    [
      'for the network that makes pictures',
      { transformer: { file: 'a.safetensors' } },
      'which is in model.safetensors itself',
    ],
  ])('but not a file %s', async (_, settings, reason) => {
    folder.write('model.config.json', settings);
    await expect(readCheckpoint(write('flux-dev'))).rejects.toThrow(reason);
  });
});
