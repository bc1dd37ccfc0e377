import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lora } from '../../diffusion/lora.ts';
import { loraSum } from '../../diffusion/lora.ts';
import type { Denoiser, LoadedModel } from '../../diffusion/model.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { TorchGenerator } from '../../tensor/random.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { writeDiffusersFolder } from '../checkpoints/testing/diffusersFolder.ts';
import { writeNumbers } from '../checkpoints/testing/weightFiles.ts';
import { createHasher } from '../files/hasher.ts';
import { createLoraStore } from '../loras/loraStore.ts';
import { sessionOptions } from '../providers/sessionOptions.ts';
import { createSessionPool, onProcessor, type SessionPool } from '../sessions/sessionPool.ts';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createModelStore } from './modelStore.ts';

const folder = temporaryFolder();
let pool: SessionPool;
let opened: string[];
let model: LoadedModel;

const query = 'down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q';
const kernel = 'down_blocks_0_resnets_0_conv1';

/** A LoRA of rank 2 in the format of kohya, for sd15-tiny. */
function writeLora(
  name: string,
  seed: number,
  layers: Readonly<Record<string, readonly [down: number[], up: number[]]>>,
) {
  const random = new TorchGenerator(seed);
  const tensors = Object.entries(layers).flatMap(([layer, [down, up]]) => [
    { name: `${layer}.lora_down.weight`, shape: down, values: Float32Array.from(random.randn(down).data) },
    { name: `${layer}.lora_up.weight`, shape: up, values: Float32Array.from(random.randn(up).data) },
    { name: `${layer}.alpha`, shape: [], values: Float32Array.of(1) },
  ]);
  writeNumbers(join(folder.path, 'loras', `${name}.safetensors`), tensors);
}

beforeEach(async () => {
  writeDiffusersFolder(goldenModelPath('sd15-tiny'), join(folder.path, 'models', 'tiny'));
  const projection = [
    [2, 16],
    [16, 2],
  ] as const;
  writeLora('ink', 1, {
    [`lora_unet_${query}`]: [[...projection[0]], [...projection[1]]],
    lora_te_text_model_encoder_layers_0_self_attn_q_proj: [
      [2, 32],
      [32, 2],
    ],
  });
  writeLora('rain', 2, {
    [`lora_unet_${kernel}`]: [
      [2, 16, 3, 3],
      [16, 2, 1, 1],
    ],
  });
  writeLora('large', 3, {
    [`lora_unet_${query}`]: [
      [2, 320],
      [320, 2],
    ],
  });
  opened = [];
  pool = createSessionPool((network) => {
    opened.push(network.key.split('#').slice(1).join(' '));
    return network.open(sessionOptions('cpu'));
  }, onProcessor(Number.POSITIVE_INFINITY));
  const roots = [join(folder.path, 'models')];
  const loras = createLoraStore(roots, createHasher());
  model = await createModelStore(roots, pool, createHasher(), { loras: loras.read }).load('tiny');
});
afterEach(() => pool.free());

async function lora(name: string, strength = 1): Promise<Lora> {
  return loraSum([[strength, await createLoraStore([join(folder.path, 'models')], createHasher()).load(name)]]);
}

async function changedBy(...loras: readonly Lora[]): Promise<Denoiser> {
  let { denoiser } = model;
  for (const each of loras) denoiser = (await denoiser.withLora?.(each))?.changed as Denoiser;
  return denoiser;
}

async function answer(denoiser: Denoiser): Promise<Tensor> {
  const x = new TorchGenerator(5).randn([1, 4, 8, 8]);
  const guidance = { positive: await model.textEncoder.encode('a house'), scale: 1 };
  const level = denoiser.training.forSize([8, 8]).levelAt(500);
  return (await denoiser.denoise(x, level, 500, guidance, neverCancelled)).denoised;
}

describe('a model changed by LoRAs', () => {
  it('at strength 0 gives the bytes of the model', async () => {
    const plain = await answer(model.denoiser);
    expect((await answer(await changedBy(await lora('ink', 0), await lora('rain', 0)))).data).toEqual(plain.data);
    expect((await answer(await changedBy(await lora('ink')))).data).not.toEqual(plain.data);
  });

  it('opens its network once, however the strengths move', async () => {
    const answers = [];
    for (const strength of [-1, 0, 0.5, 1, 2]) answers.push(await answer(await changedBy(await lora('ink', strength))));
    expect(opened.filter((key) => key.startsWith('unet'))).toHaveLength(1);
    expect(new Set(answers.map(({ data }) => data.join())).size).toBe(5);
  });

  it('takes several, one after the other or as a sum: the same', async () => {
    const [ink, rain] = [await lora('ink', 0.7), await lora('rain', -0.4)];
    const chained = await answer(await changedBy(ink, rain));
    const summed = await answer(
      await changedBy(
        loraSum([
          [1, ink],
          [1, rain],
        ]),
      ),
    );
    expect(chained.data).toEqual(summed.data);
    expect(opened.filter((key) => key.startsWith('unet'))).toHaveLength(1);
  });

  it('that cancel give the bytes of the model', async () => {
    const cancelled = await changedBy(await lora('ink', 0.8), await lora('ink', -0.8));
    expect((await answer(cancelled)).data).toEqual((await answer(model.denoiser)).data);
  });

  it('says another prompt where its text encoder is changed, by a strength of its own', async () => {
    const hidden = async (strength: number) => {
      const changed = (await model.textEncoder.withLora?.(await lora('ink', strength)))?.changed;
      return (await changed?.encode('a house'))?.tensors.hidden?.data;
    };
    const plain = (await model.textEncoder.encode('a house')).tensors.hidden?.data;
    expect(await hidden(0)).toEqual(plain);
    expect(await hidden(1)).not.toEqual(plain);
    expect(opened.filter((key) => key.startsWith('text_encoder'))).toHaveLength(2);
  });

  it('has another identity, so that no result is taken for that of another strength', async () => {
    const ids = [model.denoiser, await changedBy(await lora('ink', 0.5)), await changedBy(await lora('ink', 0.6))];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(3);
  });

  it('refuses a LoRA of another kind of model, and says so', async () => {
    await expect(changedBy(await lora('large'))).rejects.toMatchObject({
      message: expect.stringContaining('large.safetensors'),
      remedy: expect.stringContaining('LoRA'),
    });
  });
});
