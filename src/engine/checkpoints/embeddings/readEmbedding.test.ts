import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import { writeNumbers, writeZeros } from '../testing/weightFiles.ts';
import { readEmbedding } from './readEmbedding.ts';

const folder = temporaryFolder();

const vectors = (name: string, ...shape: number[]) => ({
  name,
  shape,
  values: Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, (_, index) => index),
});

async function read(tensors: ReturnType<typeof vectors>[], widths: Readonly<Record<string, number>>) {
  const encoders = Object.entries(widths).map(async ([part, width]) => {
    const shapes = { 'text_model.embeddings.token_embedding.weight': [60, width] };
    return [part, (await readWeights(writeZeros(join(folder.path, `${part}.safetensors`), shapes))).tensors] as const;
  });
  return readEmbedding(
    writeNumbers(join(folder.path, 'ink.safetensors'), tensors),
    new Map(await Promise.all(encoders)),
  );
}

const one = { text_encoder: 4 };
const two = { text_encoder: 4, text_encoder_2: 6 };

describe('an embedding for prompts', () => {
  test.each([
    ['A1111', [vectors('emb_params', 2, 4)]],
    ['A1111 with another tensor', [vectors('emb_params', 2, 4), vectors('step', 1)]],
    ['diffusers', [vectors('<ink-style>', 2, 4)]],
    ['ComfyUI', [vectors('clip_l', 2, 4)]],
  ])('of %s is read for one encoder', async (_, tensors) => {
    expect([...(await read(tensors, one))]).toEqual([
      ['text_encoder', { data: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7), shape: [2, 4] }],
    ]);
  });

  test('of one vector may come without rows', async () => {
    expect((await read([vectors('<ink>', 4)], one)).get('text_encoder')?.shape).toEqual([1, 4]);
  });

  test('for SDXL has vectors for both encoders', async () => {
    const found = await read([vectors('clip_g', 3, 6), vectors('clip_l', 3, 4)], two);
    expect([...found].map(([part, { shape }]) => [part, shape])).toEqual([
      ['text_encoder', [3, 4]],
      ['text_encoder_2', [3, 6]],
    ]);
  });

  test.each([
    [
      'of another width',
      [vectors('emb_params', 2, 5)],
      one,
      'holds vectors of 5 numbers, and the text_encoder of this model reads 4',
    ],
    [
      'for one encoder of two',
      [vectors('emb_params', 2, 4)],
      two,
      'holds no vectors for the text_encoder of this model',
    ],
    [
      'for SDXL is not one for Stable Diffusion 2',
      [vectors('clip_l', 2, 4), vectors('clip_g', 2, 6)],
      { text_encoder: 5 },
      'of 4 numbers',
    ],
    ['with more for one encoder', [vectors('clip_l', 2, 4), vectors('clip_g', 3, 6)], two, 'holds 2 and 3 vectors'],
    ['without vectors', [vectors('emb_params', 0, 4)], one, 'holds 0 vectors'],
    ['that is something else', [vectors('a', 2, 4), vectors('b', 2, 4)], one, 'holds no vectors for the text_encoder'],
  ])('%s is refused', async (_, tensors, widths, reason) => {
    await expect(read(tensors, widths)).rejects.toThrow(reason);
  });

  test('with values that are no numbers is refused', async () => {
    const broken = { ...vectors('emb_params', 1, 4), values: Float32Array.of(0, Number.NaN, 0, 0) };
    await expect(read([broken], one)).rejects.toThrow('holds values that are no numbers');
  });
});
