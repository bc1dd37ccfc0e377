import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addNoise } from '../../diffusion/addNoise.ts';
import type { Conditioning } from '../../diffusion/conditioning.ts';
import { networkDenoiser } from '../../diffusion/denoiser.ts';
import type { Denoiser, LoadedModel } from '../../diffusion/model.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { sample } from '../../diffusion/sample.ts';
import type { Sampler } from '../../diffusion/samplers/sampler.ts';
import { levelBefore, type Schedule, stepAt } from '../../diffusion/schedule.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import {
  firstStepOf,
  goldenOptions,
  goldenRequest,
  goldenSampler,
  goldenScale,
  row,
} from '../../diffusion/testing/schedulerGoldens.ts';
import { clampedLogVariance, decoderInput } from '../../diffusion/vaeLatents.ts';
import { maxAbs } from '../../tensor/reduce.ts';
import { batchItem, batchSize, map, stack, type Tensor } from '../../tensor/tensor.ts';
import { type GoldenCase, goldenCases, maxDifference } from '../../tensor/testing/goldens.ts';
import { goldenModelPath, loadGoldenModel, realPool } from '../testing/goldenModel.ts';
import { unetNetwork } from './unet.ts';

const pool = realPool();
afterAll(() => pool.free());

let model: LoadedModel;
beforeAll(async () => {
  model = await loadGoldenModel('sd15-tiny', pool);
});

describe('whole trajectories of diffusers, with the real networks', () => {
  for (const golden of goldenCases('sd15-tiny', /^(txt2img|img2img)-/)) {
    const sampler = goldenSampler(golden);
    test(`${sampler.title}: ${golden.name}`, () => replay(golden, sampler));
  }
});

async function replay(golden: GoldenCase, sampler: Sampler): Promise<void> {
  const { scheduler, call } = golden.manifest;
  const training = parseSchedulerConfig(scheduler);
  const schedule = sampler.schedule(training, goldenRequest(golden));
  const latents = golden.tensor('latents');
  const first = firstStepOf(golden);
  const start = await startingPoint(golden, schedule, first);
  checkStart(golden, schedule, first, start);
  const finals: Tensor[] = [];
  for (let item = 0; item < batchSize(start); item++) {
    const visited: { x: Tensor; call: number }[] = [];
    const denoiser = countingCalls(denoiserTrainedAs(training));
    await sample({
      denoiser,
      sampler,
      schedule: { ...schedule, options: goldenOptions(call) },
      x: batchItem(start, item),
      first,
      guidance: await guidanceOf(golden, item),
      noise: (draw) => batchItem(row(golden.tensor('step_noise'), draw - first * sampler.draws), item),
      signal: neverCancelled,
      onStep: ({ x }) => void visited.push({ x, call: denoiser.calls() - 1 }),
    });
    for (const [step, { x, call }] of visited.entries()) compare(x, step, call, item);
    finals.push(visited.at(-1)?.x as Tensor);
  }
  await checkPicture(golden, stack(finals));

  function compare(x: Tensor, step: number, call: number, item: number): void {
    const all = row(latents, call);
    const scale = goldenScale(golden, stepAt(schedule, first + step).to);
    const difference = maxDifference(map(x, (value) => value / scale).data, batchItem(all, item).data);
    expect(difference, `step ${step}, item ${item}`).toBeLessThan(1e-4 * Math.max(1, maxAbs(all.data)));
  }
}

/** In the model's coordinates: scaled noise, or the recorded picture encoded, drawn and noised. */
async function startingPoint(golden: GoldenCase, schedule: Schedule, first: number): Promise<Tensor> {
  if (golden.has('initial_noise')) return map(golden.tensor('initial_noise'), (value) => value * schedule.initialScale);
  const picture = map(golden.tensor('image_u8'), (level) => level / 255);
  const posterior = await model.vae.encode(picture, neverCancelled);
  if (posterior.kind !== 'moments') throw new Error('the recorded encoder gives moments');
  const draw = golden.tensor('vae_noise').data;
  const drawn = map(posterior.mean, (mean, i) => {
    const deviation = Math.exp(clampedLogVariance(posterior.logVariance.data[i] as number) / 2);
    return (mean + deviation * (draw[i] as number)) * model.vae.scale;
  });
  return addNoise(drawn, golden.tensor('noise'), levelBefore(schedule, first));
}

function checkStart(golden: GoldenCase, schedule: Schedule, first: number, start: Tensor): void {
  const expected = golden.tensor('first_sample');
  const scale = goldenScale(golden, levelBefore(schedule, first));
  const tolerance = 1e-4 * Math.max(1, maxAbs(expected.data));
  expect(maxDifference(map(start, (value) => value / scale).data, expected.data), 'start').toBeLessThan(tolerance);
}

/** Some samplers ask the network twice in a step; what diffusers recorded is counted in calls. */
function countingCalls(denoiser: Denoiser): Denoiser & { calls(): number } {
  let calls = 0;
  return {
    ...denoiser,
    calls: () => calls,
    denoise(...request) {
      calls++;
      return denoiser.denoise(...request);
    },
  };
}

function denoiserTrainedAs(training: Denoiser['training']): Denoiser {
  return networkDenoiser({
    ...model.denoiser,
    training,
    network: unetNetwork(goldenModelPath('sd15-tiny', 'unet', 'model.onnx'), pool, 8),
    withoutNegative: () => model.textEncoder.encode(''),
  });
}

async function guidanceOf({ manifest }: GoldenCase, item: number) {
  const { prompt, negative_prompt: negative, guidance_scale: scale, guidance_rescale: rescale = 0 } = manifest.call;
  const promptOf = (given: string | string[]) => (Array.isArray(given) ? (given[item] as string) : given);
  const encode = (given: string | string[]): Promise<Conditioning> => model.textEncoder.encode(promptOf(given));
  return {
    positive: await encode(prompt),
    scale,
    rescale,
    ...(negative != null && { negative: await encode(negative) }),
  };
}

async function checkPicture(golden: GoldenCase, final: Tensor): Promise<void> {
  const unscaled = decoderInput(final, model.vae);
  const expected = golden.tensor('decoder_input');
  expect(maxDifference(unscaled.data, expected.data)).toBeLessThan(1e-4 * Math.max(1, maxAbs(expected.data)));
  const decoded = await model.vae.decode(unscaled, neverCancelled);
  if (golden.has('decoded')) expect(maxDifference(decoded.data, golden.tensor('decoded').data)).toBeLessThan(1e-3);
  const levels = new Uint8ClampedArray(decoded.data.map((value) => (value / 2 + 0.5) * 255));
  expect(maxDifference(levels, golden.tensor('image_out_u8').data)).toBeLessThanOrEqual(1);
}
