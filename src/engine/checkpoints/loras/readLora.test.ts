import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { readWeights } from '../safetensors/readWeights.ts';
import { filled, hashOf, packedFixture } from '../testing/publishedFiles.ts';
import { writeNumbers, writeZeros } from '../testing/weightFiles.ts';
import type { WeightTable } from '../weights.ts';
import { readLora } from './readLora.ts';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** What fixtures/checkpoint-headers/loras.py recorded of diffusers and PEFT. */
interface Recorded {
  readonly models: Readonly<Record<string, Readonly<Record<string, Shapes>>>>;
  readonly loras: Readonly<Record<string, RecordedLora>>;
}

interface RecordedLora {
  readonly model: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Shapes;
  readonly alphas: Readonly<Record<string, number>>;
  /** By part and layer: hashes of the two matrices, and their factor. */
  readonly changed: Readonly<Record<string, Readonly<Record<string, readonly [string, string, number]>>>>;
}

const { models, loras } = packedFixture<Recorded>('loras');
const folder = temporaryFolder();
const file = () => join(folder.path, 'loras', 'ink.safetensors');

async function networksOf(model: string): Promise<ReadonlyMap<string, WeightTable>> {
  const parts = Object.entries(models[model] ?? {}).map(async ([part, shapes]) => {
    const { tensors } = await readWeights(writeZeros(join(folder.path, `${part}.safetensors`), shapes));
    return [part, tensors] as const;
  });
  return new Map(await Promise.all(parts));
}

function write({ tensors, alphas, metadata }: RecordedLora): string {
  const matrices = Object.entries(tensors).map(([name, shape]) => {
    const bits = filled(
      name,
      shape.reduce((product, length) => product * length, 1),
    );
    return { name, shape, values: Float32Array.from(new Int16Array(bits.buffer), (value) => value / 1024) };
  });
  const scalars = Object.entries(alphas).map(([name, value]) => ({ name, shape: [], values: Float32Array.of(value) }));
  return writeNumbers(file(), [...matrices, ...scalars], metadata);
}

test.each(Object.entries(loras))('a LoRA is what diffusers makes of it: %s', async (_, recorded) => {
  const path = write(recorded);
  const bytes = readFileSync(path);
  const { networks, unused } = await readLora(path, await networksOf(recorded.model));
  const changed = Object.fromEntries(
    [...networks].map(([part, modules]) => [
      part,
      Object.fromEntries(
        [...modules].map(([name, { down, up, scale }]) => [name, [hashOf(bytes, down), hashOf(bytes, up), scale]]),
      ),
    ]),
  );
  expect(changed).toEqual(recorded.changed);
  expect(unused.size).toBe(0);
});

/** Layers of a small model. */
const layers = { linear: [6, 4], 'block.conv': [8, 4, 3, 3], point: [6, 4, 1, 1] };

async function read(tensors: Shapes, parts: Readonly<Record<string, Shapes>> = { unet: layers }) {
  const networks = Object.entries(parts).map(async ([part, shapes]) => {
    const weights = Object.fromEntries(Object.entries(shapes).map(([layer, shape]) => [`${layer}.weight`, shape]));
    return [part, (await readWeights(writeZeros(join(folder.path, `${part}.safetensors`), weights))).tensors] as const;
  });
  return readLora(writeZeros(file(), tensors), new Map(await Promise.all(networks)));
}

async function shapesOf(tensors: Shapes, layer: string) {
  const { networks } = await read(tensors);
  const { down, up, mid } = networks.get('unet')?.get(layer) ?? {};
  return [down?.shape, up?.shape, mid?.shape];
}

describe('matrices get the shapes of their layer', () => {
  test('as convolutions that look at one place, where the layer is a matrix', async () => {
    const tensors = {
      'lora_unet_linear.lora_down.weight': [2, 4, 1, 1],
      'lora_unet_linear.lora_up.weight': [6, 2, 1, 1],
    };
    expect(await shapesOf(tensors, 'linear')).toEqual([[2, 4], [6, 2], undefined]);
  });

  test('as matrices, where the layer is a convolution', async () => {
    const tensors = { 'unet.point.lora_A.weight': [2, 4], 'unet.point.lora_B.weight': [6, 2] };
    expect(await shapesOf(tensors, 'point')).toEqual([[2, 4, 1, 1], [6, 2, 1, 1], undefined]);
  });

  test('with a third between them', async () => {
    const name = 'lora_unet_block_conv';
    const tensors = {
      [`${name}.lora_down.weight`]: [2, 4, 1, 1],
      [`${name}.lora_mid.weight`]: [2, 2, 3, 3],
      [`${name}.lora_up.weight`]: [8, 2, 1, 1],
    };
    expect(await shapesOf(tensors, 'block.conv')).toEqual([
      [2, 4, 1, 1],
      [8, 2, 1, 1],
      [2, 2, 3, 3],
    ]);
  });
});

test('layers of parts that the model does not have are counted', async () => {
  const { networks, unused } = await read({
    'lora_unet_linear.lora_down.weight': [2, 4],
    'lora_unet_linear.lora_up.weight': [6, 2],
    'lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_down.weight': [2, 4],
    'lora_te2_text_model_encoder_layers_0_mlp_fc1.lora_up.weight': [6, 2],
  });
  expect([...networks.keys()]).toEqual(['unet']);
  expect([...unused]).toEqual([['text_encoder_2', 1]]);
});

test('of two parts that may be meant, the one that has the layer is', async () => {
  const tensors = { 'lora_te3_linear.lora_down.weight': [2, 4], 'lora_te3_linear.lora_up.weight': [6, 2] };
  const { networks } = await read(tensors, { text_encoder_2: layers, transformer: {} });
  expect([...networks.keys()]).toEqual(['text_encoder_2']);
});

describe('what is no LoRA for the model is refused with the reason', () => {
  const down = { 'lora_unet_linear.lora_down.weight': [2, 4] };
  const up = { 'lora_unet_linear.lora_up.weight': [6, 2] };

  test.each<[string, Shapes, string]>([
    ['a DoRA', { ...down, ...up, 'lora_unet_linear.dora_scale': [1, 4] }, 'is a DoRA ("lora_unet_linear.dora_scale")'],
    ['a DoRA of PEFT', { 'unet.linear.lora_magnitude_vector.weight': [6] }, 'is a DoRA'],
    ['a LoHa', { 'lora_unet_linear.hada_w1_a': [6, 2] }, 'is a LoHa'],
    ['a LoKr', { 'lora_unet_linear.lokr_w1': [6, 2] }, 'is a LoKr'],
    ['whole differences', { ...down, ...up, 'lora_unet_norm.diff': [6] }, 'whole differences'],
    ['another file', { 'conv_in.weight': [4, 4, 3, 3] }, 'has a tensor "conv_in.weight", which no LoRA has'],
    ['an empty file', {}, 'holds no tensors'],
    ['one without its first matrices', up, 'has no "down" matrix for the layer linear'],
    ['one without its second matrices', down, 'has no "up" matrix for the layer linear'],
    [
      'one of a wider model',
      { 'lora_unet_linear.lora_down.weight': [2, 8], ...up },
      'changes 6 x 8 numbers in the layer linear, which has 6 x 4 in this model',
    ],
    [
      'one whose matrices do not fit each other',
      { ...down, 'lora_unet_linear.lora_up.weight': [6, 3] },
      'linear, which has',
    ],
    [
      'one of a model with other layers',
      { 'lora_unet_other.lora_down.weight': [2, 4], 'lora_unet_other.lora_up.weight': [6, 2] },
      'changes a layer other, which the unet of this model does not have',
    ],
    [
      'one for parts that are not there',
      { 'text_encoder.a.lora_A.weight': [2, 4], 'text_encoder.a.lora_B.weight': [6, 2] },
      'changes nothing that this model has',
    ],
    ['one with a strange alpha', { ...down, ...up, 'lora_unet_linear.alpha': [3] }, 'has an alpha that is no number'],
  ])('%s', async (_, tensors, reason) => {
    await expect(read(tensors)).rejects.toThrow(reason);
  });
});
