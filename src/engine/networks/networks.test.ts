import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedModel } from '../../diffusion/model.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { clampedLogVariance, decoderInput } from '../../diffusion/vaeLatents.ts';
import { maxAbs } from '../../tensor/reduce.ts';
import { batchItem, batchItems, map, stack, zeros } from '../../tensor/tensor.ts';
import { goldenCase, goldenCases, maxDifference } from '../../tensor/testing/goldens.ts';
import { goldenModelPath, loadGoldenModel, realPool } from '../testing/goldenModel.ts';
import { unetNetwork } from './unet.ts';

const pool = realPool();
afterAll(() => pool.free());

let model: LoadedModel;
beforeAll(async () => {
  model = await loadGoldenModel('sd15-tiny', pool);
});

describe('the text encoder answers like the recorded one', () => {
  const golden = goldenCase('sd15-tiny', 'text_encoder-1');
  const prompts = golden.manifest.prompts;

  test.each(prompts.map((prompt, row) => ({ prompt, row })))('for "$prompt"', async ({ prompt, row }) => {
    const { hidden = zeros([0]) } = (await model.textEncoder.encode(prompt)).tensors;
    const expected = batchItem(golden.tensor('text_encoder.last_hidden_state'), row);
    expect(hidden.shape).toEqual(expected.shape);
    expect(maxDifference(hidden.data, expected.data)).toBeLessThan(1e-4);
  });

  test('with every output of the network', async () => {
    const file = goldenModelPath('sd15-tiny', 'text_encoder', 'model.onnx');
    const feeds = { input_ids: golden.tensor('text_encoder.input_ids') };
    for (const name of ['last_hidden_state', 'pooler_output']) {
      const answer = await pool.use(file, (session) => session.run(feeds, name));
      expect(maxDifference(answer.data, golden.tensor(`text_encoder.${name}`).data)).toBeLessThan(1e-4);
    }
  });
});

describe('the UNet answers like the recorded one', () => {
  const golden = goldenCase('sd15-tiny', 'unet-1');

  test.each([0, 1, 2])('call %i: in a batch, of another shape, with more text', async (call) => {
    const network = unetNetwork(goldenModelPath('sd15-tiny', 'unet', 'model.onnx'), pool, 8);
    const given = (name: string) => golden.tensor(`call${call}.${name}`);
    const [timestep] = given('timestep').data;
    const answer = await network.run(given('sample'), timestep as number, { hidden: given('encoder_hidden_states') });
    expect(answer.shape).toEqual(given('out_sample').shape);
    expect(maxDifference(answer.data, given('out_sample').data)).toBeLessThan(1e-4);
  });
});

describe('a UNet with other input types is fed what it declares', () => {
  for (const golden of goldenCases('unet-variants', /./)) {
    test.each([0, 1])(`${golden.name}, call %i`, async (call) => {
      const network = unetNetwork(goldenModelPath('unet-variants', golden.name, 'unet', 'model.onnx'), pool, 8);
      const given = (name: string) => golden.tensor(`call${call}.${name}`);
      const [timestep] = given('timestep').data;
      const answer = await network.run(given('sample'), timestep as number, { hidden: given('encoder_hidden_states') });
      const tolerance = golden.name.includes('float16') ? 2e-2 : 1e-4;
      expect(maxDifference(answer.data, given('out_sample').data)).toBeLessThan(tolerance);
    });
  }

  test('and whole timesteps only, where it takes whole numbers: said in a sentence', async () => {
    const network = unetNetwork(goldenModelPath('unet-variants', 'int64-timestep', 'unet', 'model.onnx'), pool, 8);
    const golden = goldenCase('unet-variants', 'int64-timestep');
    const run = network.run(golden.tensor('call0.sample'), 142.714, {
      hidden: golden.tensor('call0.encoder_hidden_states'),
    });
    await expect(run).rejects.toMatchObject({
      code: 'fractional-timestep',
      message: 'This network accepts whole timesteps only, and the schedule uses timestep 142.71.',
      remedy: expect.stringContaining('trailing spacing'),
    });
  });

  test('and a prompt of another model is refused', async () => {
    const network = unetNetwork(goldenModelPath('unet-variants', 'int64-timestep', 'unet', 'model.onnx'), pool, 8);
    const golden = goldenCase('unet-variants', 'int64-timestep');
    const { tensors } = await model.textEncoder.encode('a cat');
    await expect(network.run(batchItem(golden.tensor('call0.sample'), 0), 10, tensors)).rejects.toMatchObject({
      code: 'wrong-text-encoder',
      message: 'The prompt was encoded 32 numbers wide, and this model reads prompts 16 wide.',
    });
  });
});

describe('the VAE answers like the recorded one', () => {
  for (const golden of goldenCases('sd15-tiny', /^vae-/)) {
    test(`${golden.name}: moments of a picture`, async () => {
      const picture = map(golden.tensor('image_u8'), (level) => level / 255);
      const posterior = await model.vae.encode(picture, neverCancelled);
      if (posterior.kind !== 'moments') throw new Error('the recorded encoder gives moments');
      const recorded = golden.tensor('latent_parameters');
      const tolerance = 1e-4 * Math.max(1, maxAbs(recorded.data));
      expect(maxDifference(posterior.mean.data, golden.tensor('mean').data)).toBeLessThan(tolerance);
      const deviation = map(posterior.logVariance, (value) => Math.exp(clampedLogVariance(value) / 2));
      expect(maxDifference(deviation.data, golden.tensor('std').data)).toBeLessThan(tolerance);
    });

    test(`${golden.name}: picture of latents`, async () => {
      const unscaled = decoderInput(golden.tensor('latents'), model.vae);
      expect(maxDifference(unscaled.data, golden.tensor('latent_sample').data)).toBeLessThan(1e-4);
      const decoded = await model.vae.decode(unscaled, neverCancelled);
      expect(maxDifference(decoded.data, golden.tensor('decoded').data)).toBeLessThan(1e-3);
      const levels = new Uint8ClampedArray(decoded.data.map((value) => (value / 2 + 0.5) * 255));
      expect(maxDifference(levels, golden.tensor('image_out_u8').data)).toBeLessThanOrEqual(1);
    });
  }

  test('a picture gives the same bits alone as in a batch, in both directions', async () => {
    const picture = map(goldenCase('sd15-tiny', 'vae-1').tensor('image_u8'), (level) => level / 255);
    const other = map(picture, (value) => 1 - value);
    const [alone, both] = [
      await model.vae.encode(picture, neverCancelled),
      await model.vae.encode(stack([other, picture]), neverCancelled),
    ];
    if (alone.kind !== 'moments' || both.kind !== 'moments') throw new Error('the recorded encoder gives moments');
    expect(batchItem(both.mean, 1).data).toEqual(alone.mean.data);
    expect(batchItem(both.logVariance, 1).data).toEqual(alone.logVariance.data);
    const decoded = await model.vae.decode(alone.mean, neverCancelled);
    const batch = await model.vae.decode(stack([both.logVariance, alone.mean].flatMap(batchItems)), neverCancelled);
    expect(batchItem(batch, 2).data).toEqual(decoded.data);
  });

  test('and stops between pictures when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const picture = map(goldenCase('sd15-tiny', 'vae-1').tensor('image_u8'), (level) => level / 255);
    await expect(model.vae.encode(picture, controller.signal)).rejects.toThrow(/abort/i);
  });
});
