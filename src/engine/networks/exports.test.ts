import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedModel, Posterior } from '../../diffusion/model.ts';
import { variancePreserving } from '../../diffusion/noiseLevel.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { map, type Tensor, zeros } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { createHasher } from '../files/hasher.ts';
import { createModelStore } from '../models/modelStore.ts';
import { onnxFile } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { changeNetwork, type GraphChanges } from '../testing/changeNetwork.ts';
import { goldenModelPath, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { loadPromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { promptReader } from './promptReader.ts';
import { textNetwork } from './textNetwork.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

type Part = 'text_encoder' | 'unet' | 'vae_encoder' | 'vae_decoder';

/** The recorded model as another exporter would have written one of its networks. */
function exported(part: Part, change: (graph: GraphChanges) => void): Promise<LoadedModel> {
  cpSync(goldenModelPath('sd15-tiny'), join(folder.path, 'tiny'), { recursive: true });
  changeNetwork(join(folder.path, 'tiny', part, 'model.onnx'), change);
  return createModelStore([folder.path], pool, createHasher()).load('tiny');
}

function ramp(shape: readonly number[]): Tensor {
  return { ...map(zeros(shape), (_, i) => Math.sin(i * 1.7)), shape };
}

/** One step with guidance for two frames, a picture of latents, and latents of a picture. */
async function results({ denoiser, vae, textEncoder }: LoadedModel, scale = 5) {
  const positive = await textEncoder.encode('a red house on a hill');
  const level = variancePreserving(2);
  const latents = ramp([2, 4, 8, 8]);
  return {
    hidden: positive.tensors.hidden as Tensor,
    denoised: (await denoiser.denoise(latents, level, 500, { positive, scale }, neverCancelled)).denoised,
    picture: await vae.decode(ramp([1, 4, 8, 8]), neverCancelled),
    mean: meanOf(await vae.encode(ramp([1, 3, 64, 64]), neverCancelled)),
  };
}

function meanOf(posterior: Posterior): Tensor {
  if (posterior.kind !== 'moments') throw new Error('the recorded encoder gives moments');
  return posterior.mean;
}

/** ONNX Runtime adds in another order for another batch. */
function expectSame(got: Tensor, wanted: Tensor): void {
  expect(got.shape).toEqual(wanted.shape);
  expect(maxDifference(got.data, wanted.data)).toBeLessThan(1e-4);
}

let original: LoadedModel;
beforeAll(async () => {
  original = await createModelStore([goldenModelPath()], pool, createHasher()).load('sd15-tiny');
});

describe('a text encoder gives the same', () => {
  test.each<[string, (graph: GraphChanges) => void]>([
    [
      'with one more output, of whole numbers',
      (graph) => {
        graph.addNode('Shape', ['input_ids'], 'end');
        graph.addOutput('end', 'int64', [2]);
      },
    ],
    ...(['int64', 'int32', 'float32', 'bool'] as const).map((type): [string, (graph: GraphChanges) => void] => [
      `when it asks for an attention_mask of ${type}`,
      (graph) => graph.addInput('attention_mask', type, ['batch_size', 'sequence_length']),
    ]),
    [
      'when it asks for position_ids and token_type_ids too',
      (graph) => {
        graph.addInput('position_ids', 'int64', [1, 77]);
        graph.addInput('token_type_ids', 'int64', ['batch_size', 'sequence_length']);
      },
    ],
    ['with a batch fixed to 1', (graph) => graph.declareInput('input_ids', 'int64', [1, 77])],
    ['with a batch fixed to 2', (graph) => graph.declareInput('input_ids', 'int64', [2, 77])],
  ])('%s', async (_, change) => {
    const model = await exported('text_encoder', change);
    expectSame((await results(model)).hidden, (await results(original)).hidden);
  });

  test('but asks for what nobody knows in vain', async () => {
    const model = await exported('text_encoder', (graph) => graph.addInput('style', 'int64', ['batch_size', 1]));
    await expect(model.textEncoder.encode('a cat')).rejects.toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('"style"'),
    });
  });
});

describe('a UNet gives the same pixels', () => {
  for (const scale of [1, 5]) {
    test.each([1, 2, 3])(`with a batch fixed to %i, at guidance ${scale}`, async (batch) => {
      const model = await exported('unet', (graph) => {
        graph.declareInput('sample', 'float32', [batch, 4, 'height', 'width']);
        graph.declareInput('encoder_hidden_states', 'float32', [batch, 77, 32]);
      });
      const [got, wanted] = [await results(model, scale), await results(original, scale)];
      expectSame(got.denoised, wanted.denoised);
    });
  }

  test('when it asks for an encoder_attention_mask', async () => {
    const model = await exported('unet', (graph) => graph.addInput('encoder_attention_mask', 'float32', ['b', 's']));
    expectSame((await results(model)).denoised, (await results(original)).denoised);
  });
});

describe.each(['vae_encoder', 'vae_decoder'] as const)('a %s', (part) => {
  const [input, channels, size] = part === 'vae_encoder' ? ['sample', 3, 64] : ['latent_sample', 4, 8];

  test.each([1, 2])('gives the same with a batch fixed to %i', async (batch) => {
    const model = await exported(part, (graph) => graph.declareInput(input, 'float32', [batch, channels, size, size]));
    const [got, wanted] = [await results(model), await results(original)];
    expectSame(got.picture, wanted.picture);
    expectSame(got.mean, wanted.mean);
  });
});

describe('a network that was exported for one size of pictures names it, and the size that it got', () => {
  test.each<[Part, string, number, number]>([
    ['unet', 'sample', 4, 4],
    ['vae_decoder', 'latent_sample', 4, 4],
    ['vae_encoder', 'sample', 3, 32],
  ])('%s', async (part, input, channels, size) => {
    const model = await exported(part, (graph) => graph.declareInput(input, 'float32', ['b', channels, size, size]));
    await expect(results(model)).rejects.toMatchObject({
      code: 'wrong-size',
      message: 'This model was exported for pictures of 32 × 32 pixels only, and got 64 × 64.',
      place: { file: join(folder.path, 'tiny', part, 'model.onnx') },
    });
  });
});

describe('a text encoder that must not read the padding', () => {
  const reader = async (change: (graph: GraphChanges) => void, fed: Record<string, Tensor> = {}) => {
    await exported('text_encoder', change);
    const file = join(folder.path, 'tiny', 'text_encoder', 'model.onnx');
    const tokenizer = await loadPromptTokenizer(goldenModelPath('sd15-tiny', 'tokenizer'), 'clip', 77);
    const listening: SessionPool = {
      ...pool,
      use: (path, work) =>
        pool.use(path, (session) =>
          work({
            ...session,
            runAll: (feeds, outputs) => {
              Object.assign(fed, feeds);
              return session.runAll(feeds, outputs);
            },
          }),
        ),
    };
    return promptReader(tokenizer, textNetwork(onnxFile(file), listening), { masked: true });
  };

  test('is told which tokens are padding', async () => {
    const fed: Record<string, Tensor> = {};
    const addMask = (graph: GraphChanges) => graph.addInput('attention_mask', 'int64', ['b', 's']);
    const { mask } = await (await reader(addMask, fed)).read('a cat', { hidden: 0 });
    expect([...mask.data.slice(0, 5)]).toEqual([1, 1, 1, 1, 0]);
    expect(fed.attention_mask).toEqual(mask);
  });

  test('is refused when it was exported without a mask', async () => {
    const read = (await reader(() => undefined)).read('a cat', { hidden: 0 });
    await expect(read).rejects.toThrow('was exported without the input "attention_mask"');
  });
});
