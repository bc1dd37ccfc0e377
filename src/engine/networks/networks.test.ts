import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../diffusion/denoiser.ts';
import type { LoadedModel } from '../../diffusion/model.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { clampedLogVariance, decoderInput, latentsOf } from '../../diffusion/vaeLatents.ts';
import { maxAbs } from '../../tensor/reduce.ts';
import { batchItem, batchItems, batchSize, map, stack, type Tensor } from '../../tensor/tensor.ts';
import { goldenCase, goldenCases, maxDifference } from '../../tensor/testing/goldens.ts';
import { expectParity } from '../../tensor/testing/parity.ts';
import { readModel } from '../models/readModel.ts';
import { type NetworkSource, onnxFile } from '../sessions/networkSource.ts';
import { goldenModelPath, loadGoldenModel, realPool } from '../testing/goldenModel.ts';
import { packed, unpacked } from './packing.ts';
import { unetNetwork } from './unet.ts';

const pool = realPool();
afterAll(() => pool.free());

let model: LoadedModel;
beforeAll(async () => {
  model = await loadGoldenModel('sd15-tiny', pool);
});

describe('the tokenizers and text encoders of every model answer like the recorded ones', () => {
  const pipelines = ['sd15-tiny', 'sdxl-tiny', 'lcm-tiny', 'sd3-tiny', 'flux-tiny', 'pixart-tiny'];
  for (const golden of pipelines.flatMap((pipeline) => goldenCases(pipeline, /^text_encoder-/))) {
    const pipeline = golden.folder;
    const recorded = Object.keys(golden.manifest.tensors).filter((name) => name.endsWith('.input_ids'));

    for (const part of recorded.map((name) => name.replace('.input_ids', ''))) {
      test(`${part} of ${pipeline}: its tokens`, async () => {
        const ids = golden.tensor(`${part}.input_ids`);
        const { tokenizers } = await readModel({ path: goldenModelPath(pipeline) });
        for (const [row, prompt] of golden.manifest.prompts.entries()) {
          const tokenizer = tokenizers.get(part);
          const tokens = tokenizer?.frame(tokenizer.tokens(prompt), ids.shape[1]);
          expect(tokens, prompt).toEqual([...batchItem(ids, row).data]);
        }
      });

      test(`${part} of ${pipeline}: every output of the network`, async () => {
        const names = Object.keys(golden.manifest.tensors).filter((name) => name.startsWith(`${part}.`));
        const inputs = names.filter((name) => /\.(input_ids|attention_mask)$/.test(name));
        const feeds = Object.fromEntries(inputs.map((name) => [name.slice(part.length + 1), golden.tensor(name)]));
        for (const name of names.filter((output) => !inputs.includes(output))) {
          const network = onnxFile(goldenModelPath(pipeline, part, 'model.onnx'));
          const answer = await pool.use(network, (session) => session.run(feeds, name.slice(part.length + 1)));
          expectParity(golden, { error: maxDifference(answer.data, golden.tensor(name).data), tolerance: 1e-4 }, name);
        }
      });
    }
  }
});

describe('the denoising networks answer like the recorded ones', () => {
  const cases = [
    ['sd15-tiny', 'unet'],
    ['sdxl-tiny', 'unet'],
    ['lcm-tiny', 'unet'],
    ['sd3-tiny', 'transformer'],
    ['flux-tiny', 'transformer'],
    ['pixart-tiny', 'transformer'],
  ] as const;

  for (const [pipeline, part] of cases) {
    test.each([0, 1, 2])(
      `${part} of ${pipeline}, call %i: in a batch, of another shape, with more text`,
      async (call) => {
        const golden = goldenCase(pipeline, `${part}-1`);
        const network = await openNetwork(pipeline);
        const recorded = (name: string) => golden.tensor(`call${call}.${name}`);
        const given = Object.entries(recordedNames).flatMap(([name, names]) =>
          names.filter((input) => golden.has(`call${call}.${input}`)).map((input) => [name, recorded(input)] as const),
        );
        const sample = recorded(part === 'unet' ? 'sample' : 'hidden_states');
        const expected = recorded(part === 'unet' ? 'out_sample' : 'out_hidden_states');
        const [timestep = 0] = recorded('timestep').data;
        const answer =
          pipeline === 'flux-tiny'
            ? packed(
                await network.run(
                  unpackedSample(sample, recorded('img_ids')),
                  timestep * 1000,
                  Object.fromEntries(given),
                ),
              )
            : await network.run(sample, timestep, Object.fromEntries(given));
        expect(answer.shape).toEqual(expected.shape);
        expectParity(golden, { error: maxDifference(answer.data, expected.data), tolerance: 1e-4 });
      },
    );
  }

  /** What networks call the parts of a prompt and what is told beside it. */
  const recordedNames = {
    hidden: ['encoder_hidden_states'],
    mask: ['encoder_attention_mask'],
    pooled: ['text_embeds', 'pooled_projections'],
    time_ids: ['time_ids'],
    timestep_cond: ['timestep_cond'],
    guidance: ['guidance'],
  };

  /** Patches as latents: the last position says how many rows and columns there are. */
  function unpackedSample(sample: Tensor, positions: Tensor): Tensor {
    const [row = 0, column = 0] = positions.data.slice(-2);
    return unpacked(sample, [batchSize(sample), 16, (row + 1) * 2, (column + 1) * 2]);
  }

  async function openNetwork(pipeline: string): Promise<Network> {
    const { model, parts } = await readModel({ path: goldenModelPath(pipeline) });
    const denoiser = parts.networks[parts.family.denoiser.part] as NetworkSource;
    return model.open({ pool, denoiser, downscale: 8, reader: () => undefined }).network;
  }
});

describe('a UNet with other input types is fed what it declares', () => {
  for (const golden of goldenCases('unet-variants', /./)) {
    test.each([0, 1])(`${golden.name}, call %i`, async (call) => {
      const network = unetNetwork(
        onnxFile(goldenModelPath('unet-variants', golden.name, 'unet', 'model.onnx')),
        pool,
        8,
      );
      const given = (name: string) => golden.tensor(`call${call}.${name}`);
      const [timestep] = given('timestep').data;
      const answer = await network.run(given('sample'), timestep as number, { hidden: given('encoder_hidden_states') });
      const tolerance = golden.name.includes('float16') ? 2e-2 : 1e-4;
      expectParity(golden, { error: maxDifference(answer.data, given('out_sample').data), tolerance });
    });
  }

  test('and whole timesteps only, where it takes whole numbers: said in a sentence', async () => {
    const network = unetNetwork(
      onnxFile(goldenModelPath('unet-variants', 'int64-timestep', 'unet', 'model.onnx')),
      pool,
      8,
    );
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
    const network = unetNetwork(
      onnxFile(goldenModelPath('unet-variants', 'int64-timestep', 'unet', 'model.onnx')),
      pool,
      8,
    );
    const golden = goldenCase('unet-variants', 'int64-timestep');
    const { tensors } = await model.textEncoder.encode('a cat');
    await expect(network.run(batchItem(golden.tensor('call0.sample'), 0), 10, tensors)).rejects.toMatchObject({
      code: 'wrong-text-encoder',
      message: 'The prompt was encoded 32 numbers wide, and this model reads prompts 16 wide.',
    });
  });
});

describe('the VAE of every model answers like the recorded one', () => {
  for (const pipeline of ['sd15-tiny', 'sdxl-tiny', 'lcm-tiny', 'sd3-tiny', 'flux-tiny', 'pixart-tiny']) {
    for (const golden of goldenCases(pipeline, /^vae-/)) {
      test(`${pipeline}, ${golden.name}: moments of a picture`, async () => {
        const { vae } = await loadGoldenModel(pipeline, pool);
        const picture = map(golden.tensor('image_u8'), (level) => level / 255);
        const posterior = await vae.encode(picture, neverCancelled);
        if (posterior.kind !== 'moments') throw new Error('the recorded encoder gives moments');
        const recorded = golden.tensor('latent_parameters');
        const peak = Math.max(1, maxAbs(recorded.data));
        const tolerance = 1e-4 * peak;
        const error = maxDifference(posterior.mean.data, golden.tensor('mean').data) / peak;
        expectParity(golden, { error, tolerance: 1e-4 });
        const deviation = map(posterior.logVariance, (value) => Math.exp(clampedLogVariance(value) / 2));
        expect(maxDifference(deviation.data, golden.tensor('std').data)).toBeLessThan(tolerance);
        const scaled = latentsOf(posterior, vae, { mode: 'mean' });
        expect(maxDifference(scaled.data, golden.tensor('scaled_mean').data)).toBeLessThan(tolerance);
      });

      test(`${pipeline}, ${golden.name}: picture of latents`, async () => {
        const { vae } = await loadGoldenModel(pipeline, pool);
        const unscaled = decoderInput(golden.tensor('latents'), vae);
        const error = maxDifference(unscaled.data, golden.tensor('latent_sample').data);
        expectParity(golden, { error, tolerance: 1e-4 });
        const decoded = await vae.decode(unscaled, neverCancelled);
        expectParity(golden, { error: maxDifference(decoded.data, golden.tensor('decoded').data), tolerance: 1e-3 });
        const levels = new Uint8ClampedArray(decoded.data.map((value) => (value / 2 + 0.5) * 255));
        expect(maxDifference(levels, golden.tensor('image_out_u8').data)).toBeLessThanOrEqual(1);
      });
    }
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
