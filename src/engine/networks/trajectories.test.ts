import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNoise } from '../../diffusion/addNoise.ts';
import type { Denoiser, LoadedModel } from '../../diffusion/model.ts';
import { configuredSampler } from '../../diffusion/parseSchedulerConfig.ts';
import { sample } from '../../diffusion/sample.ts';
import type { Sampler } from '../../diffusion/samplers/sampler.ts';
import { levelBefore, type Schedule, stepAt } from '../../diffusion/schedule.ts';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { firstStepOf, goldenRequest, goldenScale, row } from '../../diffusion/testing/schedulerGoldens.ts';
import { clampedLogVariance, decoderInput } from '../../diffusion/vaeLatents.ts';
import { maxAbs } from '../../tensor/reduce.ts';
import { batchItem, batchItems, batchSize, map, stack, type Tensor } from '../../tensor/tensor.ts';
import { type GoldenCase, goldenCases, maxDifference } from '../../tensor/testing/goldens.ts';
import { expectParity } from '../../tensor/testing/parity.ts';
import { writeDiffusersFolder } from '../checkpoints/testing/diffusersFolder.ts';
import { goldenGuidance } from '../testing/goldenCalls.ts';
import { goldenModelPath, loadModelFrom, realPool } from '../testing/goldenModel.ts';
import { recordingPool } from '../testing/recordingPool.ts';
import { packed } from './packing.ts';

const pool = recordingPool(realPool());
beforeEach(() => pool.clear());
afterAll(() => pool.free());

const pipelines = ['sd15-tiny', 'sdxl-tiny', 'lcm-tiny', 'sd3-tiny', 'flux-tiny'];

/** Those whose networks are not built over weights run as ONNX only. */
const exported = [...pipelines, 'pixart-tiny'];

describe.each(exported)('whole trajectories of diffusers with the real networks of %s', (pipeline) => {
  for (const golden of goldenCases(pipeline, /^(txt2img|img2img)-/)) {
    const sampler = configuredSampler(golden.manifest.scheduler);
    if (sampler) test(`${sampler.title}: ${golden.name}`, () => replay(goldenModelPath(pipeline), golden, sampler));
    else test.skip(`${golden.name}: no sampler runs ${golden.manifest.scheduler._class_name}`);
  }
});

const weights = mkdtempSync(join(tmpdir(), 'arcspace-weights-'));
afterAll(() => rmSync(weights, { recursive: true }));

describe.each(pipelines)('the same with networks built over the weights of %s', (pipeline) => {
  beforeAll(() => writeDiffusersFolder(goldenModelPath(pipeline), join(weights, pipeline)));
  for (const golden of goldenCases(
    pipeline,
    /^(txt2img-(default|lcm|batch|euler|published|nonsquare|clip-skip)|img2img-(euler|s0))/,
  )) {
    const sampler = configuredSampler(golden.manifest.scheduler);
    if (!sampler) continue;
    test(`${sampler.title}: ${golden.name}`, () => replay(join(weights, pipeline), golden, sampler));
  }
});

async function replay(path: string, golden: GoldenCase, sampler: Sampler): Promise<void> {
  const model = await loadModelFrom(path, pool, golden.manifest.scheduler);
  const size = sizeOf(golden);
  const training = model.denoiser.training.forSize(size);
  const schedule = sampler.schedule(training, goldenRequest(golden));
  const latents = golden.tensor('latents');
  const first = firstStepOf(golden, training);
  const last = lastStepOf(golden, first, schedule);
  const start = await startingPoint(model, golden, schedule, first);
  checkStart(golden, schedule, first, start);
  const finals: Tensor[] = [];
  for (let item = 0; item < batchSize(start); item++) {
    const visited: { x: Tensor; call: number }[] = [];
    const denoiser = countingCalls({ ...model.denoiser, training });
    await sample({
      denoiser,
      sampler,
      schedule,
      x: batchItem(start, item),
      first,
      last,
      guidance: await goldenGuidance(golden, model, item),
      noise: (draw) => batchItem(row(golden.tensor('step_noise'), draw - sampler.drawsBefore(schedule, first)), item),
      signal: neverCancelled,
      onStep: ({ x }) => void visited.push({ x, call: denoiser.calls() - 1 }),
    });
    for (const [step, { x, call }] of visited.entries()) compare(x, step, call, item);
    const scale = goldenScale(golden, levelBefore(schedule, last));
    finals.push(map(visited.at(-1)?.x as Tensor, (value) => value / scale));
    if (item === 0) checkFeeds(golden);
  }
  await checkPicture(model, golden, stack(finals));

  function compare(x: Tensor, step: number, call: number, item: number): void {
    const all = row(latents, call);
    const scale = goldenScale(golden, stepAt(schedule, first + step).to);
    const scaled = map(x, (value) => value / scale);
    const difference = maxDifference(asRecorded(scaled, all).data, batchItem(all, item).data);
    const error = difference / Math.max(1, maxAbs(all.data));
    expectParity(golden, { sampler: sampler.title, error, tolerance: 1e-4 }, `step ${step}, item ${item}`);
  }
}

/** Height and width of the latents, in cells. */
function sizeOf(golden: GoldenCase): readonly [number, number] {
  const [, , height = 0, width = 0] = golden.tensor('decoder_input').shape;
  return [height, width];
}

/** A call that stops before the end recorded fewer steps than its schedule has. */
function lastStepOf(golden: GoldenCase, first: number, schedule: Schedule): number {
  if (golden.manifest.call.denoising_end === undefined) return schedule.steps.length;
  return first + batchSize(golden.tensor('latents'));
}

/** FLUX recorded its latents packed. */
function asRecorded(latents: Tensor, recorded: Tensor): Tensor {
  return recorded.shape.length === 3 ? packed(latents) : latents;
}

/** In the model's coordinates: scaled noise, or the recorded picture encoded, drawn and noised. */
async function startingPoint(
  { vae }: LoadedModel,
  golden: GoldenCase,
  schedule: Schedule,
  first: number,
): Promise<Tensor> {
  if (golden.has('initial_noise')) return map(golden.tensor('initial_noise'), (value) => value * schedule.initialScale);
  const picture = map(golden.tensor('image_u8'), (level) => level / 255);
  const posterior = await vae.encode(picture, neverCancelled);
  if (posterior.kind !== 'moments') throw new Error('the recorded encoder gives moments');
  const draw = golden.tensor('vae_noise').data;
  const drawn = map(posterior.mean, (mean, i) => {
    const deviation = Math.exp(clampedLogVariance(posterior.logVariance.data[i] as number) / 2);
    return (mean + deviation * (draw[i] as number) - Number(vae.shift)) * Number(vae.scale);
  });
  return addNoise(drawn, golden.tensor('noise'), levelBefore(schedule, first));
}

function checkStart(golden: GoldenCase, schedule: Schedule, first: number, start: Tensor): void {
  const expected = golden.tensor('first_sample');
  const scale = goldenScale(golden, levelBefore(schedule, first));
  const tolerance = 1e-4 * Math.max(1, maxAbs(expected.data));
  const scaled = map(start, (value) => value / scale);
  expect(maxDifference(asRecorded(scaled, expected).data, expected.data), 'start').toBeLessThan(tolerance);
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

/** What the denoising network was told in its first call, where that was recorded: the rows of the first item. */
function checkFeeds(golden: GoldenCase): void {
  const feeds = pool.firstFeeds('unet') ?? pool.firstFeeds('transformer') ?? {};
  for (const name of Object.keys(golden.manifest.tensors).filter((key) => key.startsWith('net_'))) {
    const recorded = golden.tensor(name);
    const fed = feeds[name.replace(/^net_/, '').replace(/0$/, '')] as Tensor;
    const rows = batchItems(recorded).filter((_, index) => index % batchCount(golden) === 0);
    const expected = /^net_(img|txt)_ids$/.test(name) ? recorded : stack(rows);
    // Where diffusers asks in two calls, ours are the rows of one: the positive half is the last.
    const actual = fed.data.slice(fed.data.length - expected.data.length);
    expect(maxDifference(actual, expected.data), name).toBeLessThan(1e-4 * Math.max(1, maxAbs(expected.data)));
  }
}

function batchCount({ manifest: { call } }: GoldenCase): number {
  return Array.isArray(call.prompt) ? call.prompt.length : 1;
}

async function checkPicture({ vae }: LoadedModel, golden: GoldenCase, final: Tensor): Promise<void> {
  const unscaled = decoderInput(final, vae);
  const expected = golden.tensor('decoder_input');
  expect(maxDifference(unscaled.data, expected.data)).toBeLessThan(1e-4 * Math.max(1, maxAbs(expected.data)));
  const decoded = await vae.decode(unscaled, neverCancelled);
  if (golden.has('decoded')) expect(maxDifference(decoded.data, golden.tensor('decoded').data)).toBeLessThan(1e-3);
  const levels = new Uint8ClampedArray(decoded.data.map((value) => (value / 2 + 0.5) * 255));
  expect(maxDifference(levels, golden.tensor('image_out_u8').data)).toBeLessThanOrEqual(1);
}
