import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { PartChoices } from '../../../graph/context.ts';
import { parseSafetensors, serializeSafetensors } from '../../../tensor/safetensors.ts';
import { finish } from '../../../tensor/work.ts';
import { writeDiffusersFolder } from '../../checkpoints/testing/diffusersFolder.ts';
import { publishedFile } from '../../checkpoints/testing/publishedFiles.ts';
import { writeZeros } from '../../checkpoints/testing/weightFiles.ts';
import { type NamedShape, writeWeights } from '../../checkpoints/testing/writeWeights.ts';
import { createHasher } from '../../files/hasher.ts';
import { goldenModelPath, realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { findParts } from '../modelParts.ts';
import { createModelStore } from '../modelStore.ts';
import { readModel } from '../readModel.ts';
import { onePicture } from '../testing/onePicture.ts';
import { findSource } from './findSource.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

const at = (...names: string[]) => join(folder.path, ...names);
const store = () => createModelStore([at('models')], pool, createHasher());

async function picture(name: string, parts: PartChoices = {}): Promise<Float32Array> {
  return (await onePicture(await store().load(name, parts))).data;
}

/** Names and shapes of a whole tiny file of the kind of Stable Diffusion 1. */
const tinyCheckpoint: readonly NamedShape[] = Object.entries(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../fixtures/checkpoint-headers/pipelines/sd1.json'), 'utf8'),
  ).file,
);

/** Moves a part of a folder into a file of its own, with its config.json as settings beside it. */
function moveOut(model: string, part: string, to: string): void {
  const weights = part === 'vae' ? 'diffusion_pytorch_model' : 'model';
  cpSync(at('models', model, part, `${weights}.safetensors`), at('models', `${to}.safetensors`));
  const config = JSON.parse(readFileSync(at('models', model, part, 'config.json'), 'utf8'));
  writeFileSync(at('models', `${to}.config.json`), JSON.stringify({ [part]: withoutNull(config) }));
  rmSync(at('models', model, part), { recursive: true });
}

const withoutNull = (config: object) =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));

describe('a folder that lacks parts, with files in their place', () => {
  it.each<[model: string, encoders: readonly string[]]>([
    ['sd15-tiny', ['text_encoder']],
    ['sdxl-tiny', ['text_encoder', 'text_encoder_2']],
    ['sd3-tiny', ['text_encoder', 'text_encoder_2']],
    ['flux-tiny', ['text_encoder', 'text_encoder_2']],
  ])('%s makes the same picture as the whole', async (model, encoders) => {
    writeDiffusersFolder(goldenModelPath(model), at('models', 'whole'));
    writeDiffusersFolder(goldenModelPath(model), at('models', 'lacking'));
    folder.write('models/vae/of.tests', '');
    folder.write('models/text_encoders/of.tests', '');
    moveOut('lacking', 'vae', 'vae/mine');
    for (const part of encoders) moveOut('lacking', part, `text_encoders/${part}`);
    const parts = { vae: 'mine', ...Object.fromEntries(encoders.map((part) => [part, part])) };
    expect(await picture('lacking', parts)).toEqual(await picture('whole'));
  });
});

it('a folder without a tokenizer takes the one that goes with a text encoder, and says that it lies with that', async () => {
  writeDiffusersFolder(goldenModelPath('sdxl-tiny'), at('models', 'lacking'));
  folder.write('models/text_encoders/of.tests', '');
  moveOut('lacking', 'text_encoder', 'text_encoders/mine');
  const { layout } = await findParts(await findSource([at('models')], 'lacking', { text_encoder: 'mine' }));
  expect((await layout.tokenizer('tokenizer', 'clip')).place).toBe(at('models', 'lacking', 'tokenizer'));
  rmSync(at('models', 'lacking', 'tokenizer'), { recursive: true });
  expect((await layout.tokenizer('tokenizer', 'clip')).place).toBe(at('models', 'text_encoders', 'mine.safetensors'));
  rmSync(at('models', 'lacking', 'tokenizer_2'), { recursive: true });
  await expect(layout.tokenizer('tokenizer_2', 'clip')).rejects.toMatchObject({ code: 'missing-model-file' });
});

/** T5 is as wide as both CLIPs together: in published models it is wider still. */
const t5Width = 32;

/** The shapes of a small checkpoint, with the vocabularies that the tokenizers of tests have. */
function shapeOf(name: string, shape: readonly number[]): readonly number[] {
  if (/token_embedding\.weight$/.test(name)) return [49_408, shape[1] ?? 1];
  if (/\.(shared|embed_tokens)\.weight$/.test(name)) return [32_128, t5Width];
  if (/(context_embedder|txt_in)\.weight$/.test(name)) return [shape[0] ?? 1, t5Width];
  return name.includes('t5xxl') ? shape.map((length) => (length === 16 ? t5Width : length)) : shape;
}

function writeCheckpoint(published: string, keep: (name: string) => boolean = () => true): void {
  const shapes = Object.entries(publishedFile(published).file).filter(([name]) => keep(name));
  const fitting = shapes.map(([name, shape]): NamedShape => [name, shapeOf(name, shape)]);
  writeWeights(folder.write('models/whole.safetensors', ''), fitting, 'F32');
}

/** Writes what of the checkpoint begins with one of these into a file of its own. */
function split(path: string, starts: readonly string[]): void {
  const { tensors } = finish(parseSafetensors(readFileSync(at('models', 'whole.safetensors'))));
  const own = [...tensors].flatMap(([name, tensor]) => {
    const start = starts.find((each) => name.startsWith(each));
    return start === undefined ? [] : [[name.slice(start.length), tensor] as const];
  });
  writeFileSync(folder.write(path, ''), finish(serializeSafetensors(new Map(own))));
}

function splitAll(): void {
  split('models/unet/network.safetensors', ['model.diffusion_model.']);
  split('vae/ae.safetensors', ['first_stage_model.', 'vae.']);
  split('models/clip/clip_l.safetensors', ['text_encoders.clip_l.transformer.']);
  split('models/text_encoders/clip_g.safetensors', ['text_encoders.clip_g.transformer.']);
  split('models/text_encoders/t5xxl.safetensors', ['text_encoders.t5xxl.transformer.']);
}

describe('a model that is put together of files that hold one network each', () => {
  const clips = { text_encoder: 'clip_l', text_encoder_2: 'clip_g' };

  it('is the same as the checkpoint that holds them all: Stable Diffusion 3 with T5', async () => {
    writeCheckpoint('sd3-tiny');
    splitAll();
    const assembled = await picture('network', { vae: 'ae', ...clips, text_encoder_3: 't5xxl' });
    expect(assembled).toEqual(await picture('whole'));
    expect(assembled).not.toEqual(await picture('network', { vae: 'ae', ...clips }));
  });

  it('is the same as the checkpoint that holds them all: Stable Diffusion 3 without T5', async () => {
    writeCheckpoint('sd3-tiny', (name) => !name.includes('t5xxl'));
    splitAll();
    expect(await picture('network', { vae: 'ae.safetensors', ...clips })).toEqual(await picture('whole'));
  });

  it('is the same as the checkpoint that holds them all: FLUX', async () => {
    writeCheckpoint('flux-schnell-tiny');
    splitAll();
    const parts = { vae: 'ae', text_encoder: 'clip_l', text_encoder_2: 't5xxl' };
    expect(await picture('network', parts)).toEqual(await picture('whole'));
  });

  it('is another model when a file of it changes', async () => {
    writeCheckpoint('flux-schnell-tiny');
    splitAll();
    const parts = { vae: 'ae', text_encoder: 'clip_l', text_encoder_2: 't5xxl' };
    const seen = new Set([await store().fingerprint('network', parts)]);
    for (const file of [
      'vae/ae.safetensors',
      'models/clip/clip_l.safetensors',
      'models/text_encoders/t5xxl.safetensors',
      'models/unet/network.safetensors',
    ]) {
      const bytes = readFileSync(at(file));
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(at(file), bytes);
      seen.add(await store().fingerprint('network', parts));
    }
    expect(seen.size).toBe(5);
  });
});

describe('another VAE', () => {
  beforeEach(() => {
    writeDiffusersFolder(goldenModelPath('sd15-tiny'), at('models', 'mine'));
    writeDiffusersFolder(goldenModelPath('lcm-tiny'), at('models', 'other'));
    cpSync(
      at('models', 'other', 'vae', 'diffusion_pytorch_model.safetensors'),
      folder.write('models/vae/loose.safetensors', ''),
    );
  });

  it('is another latent space, the same wherever the VAE is used', async () => {
    const space = async (name: string, parts: PartChoices = {}) => (await store().load(name, parts)).vae.space.id;
    const own = await space('mine');
    expect(await space('mine', { vae: 'mine' })).toBe(own);
    expect(await space('mine', { vae: 'other' })).toBe(await space('other'));
    expect(await space('mine', { vae: 'other' })).not.toBe(own);
    expect(await space('mine', { vae: 'loose' })).not.toBe(own);
    expect(await space('mine', { vae: 'loose' })).toBe(await space('mine', { vae: 'loose', text_encoder: 'mine' }));
  });

  it('is the same under two checkpoints of a kind, however these differ', async () => {
    for (const [name, start] of [
      ['first', 0],
      ['second', 1000],
    ] as const) {
      writeWeights(at('models', `${name}.safetensors`), tinyCheckpoint, 'F16', start);
    }
    const space = async (name: string, parts: PartChoices = {}) => (await store().load(name, parts)).vae.space.id;
    expect(await space('first')).not.toBe(await space('second'));
    expect(await space('first', { vae: 'loose' })).toBe(await space('second', { vae: 'loose' }));
    expect(await space('first', { vae: 'loose' })).not.toBe(await space('first'));
  });

  it('is that of the model where none is chosen', async () => {
    expect(await picture('mine', { vae: '' })).toEqual(await picture('mine'));
    expect(await picture('mine', { vae: 'other' })).not.toEqual(await picture('mine'));
  });

  it('of a folder that is only a VAE is taken too', async () => {
    cpSync(at('models', 'other', 'vae'), at('vae', 'alone'), { recursive: true });
    expect(await picture('mine', { vae: 'alone' })).toEqual(await picture('mine', { vae: 'other' }));
  });

  it('of exported networks is taken too', async () => {
    cpSync(goldenModelPath('lcm-tiny'), at('models', 'exported'), { recursive: true });
    const { vae } = await store().load('mine', { vae: 'exported' });
    expect(vae.space.id).toBe((await store().load('exported')).vae.space.id);
    await picture('mine', { vae: 'exported' });
  });
});

describe('parts that do not fit', () => {
  const write = (path: string, published: string, starts: readonly string[]) => {
    const shapes = Object.entries(publishedFile(published).file).flatMap(([name, shape]) => {
      const start = starts.find((each) => name.startsWith(each));
      return start === undefined ? [] : [[name.slice(start.length), shape] as const];
    });
    writeZeros(at(path), Object.fromEntries(shapes));
  };

  beforeEach(() => {
    write('models/unet/xl.safetensors', 'sdxl', ['model.diffusion_model.']);
    write('models/vae/ae.safetensors', 'flux-schnell', ['vae.']);
    write('models/vae/xl_vae.safetensors', 'sdxl', ['first_stage_model.']);
    write('models/clip/clip_l.safetensors', 'sd3', ['text_encoders.clip_l.transformer.']);
    write('models/clip/clip_g.safetensors', 'sd3', ['text_encoders.clip_g.transformer.']);
    write('models/clip/t5.safetensors', 'sd3', ['text_encoders.t5xxl.transformer.']);
    write('models/sd15.safetensors', 'sd15', ['']);
  });
  const clips = { text_encoder: 'clip_l', text_encoder_2: 'clip_g' };

  it('nothing is said of those that do', async () => {
    const source = await findSource([at('models')], 'xl', { vae: 'xl_vae', ...clips });
    await expect(readModel(source)).resolves.toMatchObject({ vae: { scale: 0.13025 } });
  });

  it.each<[what: string, parts: PartChoices, message: RegExp, remedy: RegExp]>([
    [
      'text encoders in each other’s place',
      { vae: 'xl_vae', text_encoder: 'clip_g', text_encoder_2: 'clip_l' },
      /clip_g\.safetensors is a CLIP-G text encoder, and Stable Diffusion XL has a CLIP-L text encoder as its text encoder\./,
      /^Choose it as the second text encoder, and a CLIP-L text encoder here\.$/,
    ],
    [
      'a text encoder as VAE',
      { vae: 'xl_vae', ...clips, text_encoder_2: 't5' },
      /t5\.safetensors holds a T5 text encoder, and not a CLIP text encoder/,
      /^Choose a file with a CLIP text encoder\.$/,
    ],
    [
      'a VAE with other channels',
      { vae: 'ae', ...clips },
      /ae\.safetensors is a VAE with 16 channels, and Stable Diffusion XL works with 4\./,
      /^Choose the VAE of a Stable Diffusion XL model\.$/,
    ],
    [
      'the VAE of a model that scales it otherwise',
      { vae: 'sd15', ...clips },
      /sd15\.safetensors is the VAE of another kind of model: it scales latents by 0\.18215, and this model by 0\.13025\./,
      /^Choose the VAE/,
    ],
    [
      'a part that the model has not',
      { vae: 'xl_vae', ...clips, text_encoder_3: 't5' },
      /^Stable Diffusion XL models have no third text encoder\.$/,
      /third text encoder/,
    ],
    [
      'no VAE',
      clips,
      /^xl\.safetensors is a Stable Diffusion XL model without a VAE\.$/,
      /^Choose one in a node "Load model from parts"/,
    ],
    [
      'a name that is not there',
      { vae: 'gone', ...clips },
      /^There is no VAE called "gone"\.$/,
      /^Put its \.safetensors file into models\/vae of the workspace, or choose one of these: ae, xl_vae, sd15\.$/,
    ],
  ])('%s: refused by name, with what to choose', async (_, parts, message, remedy) => {
    await expect(store().load('xl', parts)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    });
  });

  it('parts are listed as what they are, and are no broken models', async () => {
    write('models/loose_vae.safetensors', 'sdxl', ['first_stage_model.']);
    folder.write('models/vae/cut.safetensors', 'abc');
    expect((await store().list()).map(({ name }) => name)).toEqual(['sd15']);
    expect(
      (await store().parts()).map(({ name, role, title, fault }) => [role, name, fault ? 'broken' : title]),
    ).toEqual([
      ['denoiser', 'xl', 'Stable Diffusion XL, UNet'],
      ['vae', 'ae', 'VAE, 16 channels'],
      ['vae', 'cut', 'broken'],
      ['vae', 'xl_vae', 'VAE, 4 channels'],
      ['vae', 'loose_vae', 'VAE, 4 channels'],
      ['text_encoder', 'clip_g', 'CLIP-G'],
      ['text_encoder', 'clip_l', 'CLIP-L'],
      ['text_encoder', 't5', 'T5'],
    ]);
  });

  it('LoRAs and embeddings are listed beside them, with what is wrong with those that do not work', async () => {
    writeZeros(folder.write('loras/ink.safetensors', ''), {
      'lora_unet_mid_block_attentions_0_proj_in.lora_down.weight': [8, 16],
      'lora_unet_mid_block_attentions_0_proj_in.lora_up.weight': [16, 8],
    });
    writeZeros(folder.write('loras/odd.safetensors', ''), { 'lora_unet_proj_in.hada_w1_a': [8, 16] });
    writeZeros(folder.write('models/embeddings/rain.safetensors', ''), { emb_params: [3, 768] });
    writeZeros(folder.write('models/embeddings/xl.safetensors', ''), { clip_l: [2, 768], clip_g: [2, 1280] });
    writeZeros(folder.write('models/embeddings/odd.safetensors', ''), { one: [3, 768], other: [3, 768] });
    const found = (await store().parts()).filter(({ role }) => role === 'lora' || role === 'embedding');
    expect(found.map(({ role, name, title, fault }) => [role, name, fault ?? title])).toEqual([
      ['lora', 'ink', 'LoRA, rank 8'],
      ['lora', 'odd', expect.stringContaining('odd.safetensors is a LoHa')],
      ['embedding', 'odd', expect.stringContaining('holds no embedding for prompts')],
      ['embedding', 'rain', 'Embedding for Stable Diffusion 1, 3 vectors'],
      ['embedding', 'xl', 'Embedding for Stable Diffusion XL, 2 vectors'],
    ]);
    for (const { role, name } of found) {
      expect(Object.keys(await store().hashes({ role, name }))).toEqual([`${name}.safetensors`]);
    }
  });
});
