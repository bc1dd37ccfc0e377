import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { initialNoise } from '../../../diffusion/stepNoise.ts';
import { neverCancelled } from '../../../diffusion/testing/recordedNetwork.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import { maxDifference } from '../../../tensor/testing/goldens.ts';
import { buildVaeDecoder } from '../../checkpoints/architectures/vae/buildVae.ts';
import { readFixture } from '../../checkpoints/testing/fixture.ts';
import { type NetworkSource, onnxFile } from '../../sessions/networkSource.ts';
import { openBuilt } from '../../sessions/openBuilt.ts';
import { changeNetwork } from '../../testing/changeNetwork.ts';
import { goldenModelPath, realPool } from '../../testing/goldenModel.ts';
import { temporaryFolder } from '../../testing/temporaryFolder.ts';
import { type BandsOptions, runInBands, smallBands, takeApart } from './runInBands.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

const starter = join(import.meta.dirname, '../../../../models/starter');
const decoder = (model: string) => onnxFile(join(model, 'vae_decoder/model.onnx'));
const encoder = (model: string) => onnxFile(join(model, 'vae_encoder/model.onnx'));
const tiny = decoder(goldenModelPath('sd15-tiny'));

/** Over the weights of a checkpoint, which are written into the folder of the test that asks. */
function built(name: string): NetworkSource {
  const network = () => {
    const { weights, config } = readFixture(name, folder.path);
    return buildVaeDecoder(weights, config);
  };
  return {
    key: name,
    file: name,
    files: async () => [],
    signature: async () => network().signature,
    open: async (options) => openBuilt(network(), options),
    async content(provider = 'cpu') {
      const { modelFor, folder } = network();
      return { model: modelFor(provider), folder };
    },
  };
}

async function inBands(value: Tensor, source: NetworkSource, options: Partial<BandsOptions> = {}): Promise<Tensor> {
  const chain = await takeApart(source);
  if (!chain) throw new Error('it cannot be taken apart');
  return runInBands(value, chain, source, pool, { signal: neverCancelled, ...options });
}

/** Of a peak of 1 to 4: far below a level of a picture. */
const rounding = 2e-4;

test('a network is taken apart as it is written for what computes', async () => {
  const asked: unknown[] = [];
  const source = { ...tiny, content: async (provider?: unknown) => void asked.push(provider) as never };
  await takeApart(source, 'webgpu');
  expect(asked).toEqual(['webgpu']);
});

describe.each([
  ['the decoder of the embedded model', decoder(starter), [1, 8, 40, 80], 'latent_sample', 'sample'],
  ['a decoder with attention', tiny, [1, 4, 40, 80], 'latent_sample', 'sample'],
  ['a decoder of sixteen channels', decoder(goldenModelPath('sd3-tiny')), [1, 16, 40, 80], 'latent_sample', 'sample'],
  ['a decoder over a checkpoint', built('vae'), [1, 4, 40, 80], 'latent_sample', 'sample'],
  ['the encoder of the embedded model', encoder(starter), [1, 3, 320, 320], 'sample', 'latent_parameters'],
  ['an encoder with attention', encoder(goldenModelPath('sd15-tiny')), [1, 3, 320, 320], 'sample', 'latent_parameters'],
])('%s', (_, source, shape, input, output) => {
  test('gives in bands what it gives whole, and leaves what it was given', async () => {
    const given = initialNoise(3, shape);
    const whole = await pool.use(source, (session) => session.run({ [input]: given }, output));
    const shares: number[] = [];
    const banded = await inBands(given, source, { onShare: async (share) => void shares.push(share) });
    expect(banded.shape).toEqual(whole.shape);
    const peak = whole.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    expect(maxDifference(banded.data, whole.data)).toBeLessThan(rounding * peak);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(given.data).toEqual(initialNoise(3, shape).data);
  });

  test('gives the same in bands of a few rows', async () => {
    const given = initialNoise(3, shape);
    const [narrow, usual] = [await inBands(given, source, { numbersAtOnce: smallBands }), await inBands(given, source)];
    expect(maxDifference(narrow.data, usual.data)).toBeLessThan(rounding * 4);
  });
});

test.each([
  ['of the embedded model', decoder(starter), 0],
  ['in a file', tiny, 1],
  ['over a checkpoint', built('vae'), 1],
  ['over a checkpoint, without attention', built('vae-no-attention'), 0],
])('of a decoder %s only attention needs the whole picture', async (_, source, attentions) => {
  const chain = await takeApart(source);
  expect(chain?.blocks.filter(({ local }) => !local)).toHaveLength(attentions);
});

test('a cancel is heard between two bands, and no session stays open', async () => {
  let asked = 0;
  const signal = {
    aborted: false,
    throwIfAborted() {
      asked += 1;
      if (asked > 5) throw new Error('cancelled');
    },
  };
  const bytes = pool.bytes();
  await expect(inBands(initialNoise(1, [1, 4, 72, 96]), tiny, { signal })).rejects.toThrow('cancelled');
  expect(pool.bytes()).toBe(bytes);
});

test('a network of one size is left whole', async () => {
  const fixed = join(folder.path, 'fixed.onnx');
  copyFileSync(tiny.file, fixed);
  changeNetwork(fixed, (graph) => graph.declareInput('latent_sample', 'float32', ['batch', 4, 8, 8]));
  expect(await takeApart(onnxFile(fixed))).toBeUndefined();
});

test('a network with a second input is left whole', async () => {
  const guided = join(folder.path, 'guided.onnx');
  copyFileSync(tiny.file, guided);
  changeNetwork(guided, (graph) => graph.addInput('strength', 'float32', [1]));
  expect(await takeApart(onnxFile(guided))).toBeUndefined();
});
