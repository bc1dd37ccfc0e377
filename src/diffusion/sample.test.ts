import { describe, expect, test } from 'vitest';
import { maxAbs } from '../tensor/reduce.ts';
import { batchItem, map, stack, type Tensor } from '../tensor/tensor.ts';
import { type GoldenCase, goldenCases, maxDifference } from '../tensor/testing/goldens.ts';
import type { Network } from './denoiser.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { type SampleRequest, sample } from './sample.ts';
import { samplers } from './samplers/index.ts';
import type { Sampler } from './samplers/sampler.ts';
import { initialNoise, seededStepNoise, stepNoise } from './stepNoise.ts';
import { conditioning, neverCancelled, testDenoiser } from './testing/recordedNetwork.ts';
import { firstStepOf, goldenRequest, goldenSampler, goldenScale, row } from './testing/schedulerGoldens.ts';

const guidance = { positive: conditioning('a prompt'), scale: 1 };
const training = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });

describe('trajectories of diffusers, replayed from the recorded network outputs', () => {
  const cases = ['sd15-tiny', 'lcm-tiny'].flatMap((pipeline) => goldenCases(pipeline, /^(txt2img|img2img)-/));
  for (const golden of cases) {
    const sampler = goldenSampler(golden);
    if (golden.has('model_output')) test(`${sampler.title}: ${golden.name}`, () => replay(golden, sampler));
  }
});

async function replay(golden: GoldenCase, sampler: Sampler): Promise<void> {
  const { scheduler } = golden.manifest;
  const recordedTraining = parseSchedulerConfig(scheduler);
  const schedule = sampler.schedule(recordedTraining, goldenRequest(golden));
  const latents = golden.tensor('latents');
  const first = firstStepOf(golden, recordedTraining);
  const start = golden.tensor('first_sample');
  const scale = goldenScale(golden, schedule.steps[first]?.from ?? { sigma: 0, signal: 1 });
  const network = recordedNetwork(golden, start.shape[0] as number);
  const visited: { x: Tensor; call: number }[] = [];
  const result = await sample({
    denoiser: testDenoiser(recordedTraining, network),
    sampler,
    schedule,
    x: map(start, (value) => value * scale),
    first,
    guidance,
    noise: (draw, _shape, item) =>
      batchItem(row(golden.tensor('step_noise'), draw - sampler.drawsBefore(schedule, first)), item),
    signal: neverCancelled,
    onStep: ({ x }) => void visited.push({ x, call: network.calls() - 1 }),
  });
  for (const [i, { x, call }] of visited.entries()) {
    const to = schedule.steps[first + i]?.to ?? { sigma: 0, signal: 1 };
    const expected = row(latents, call).data;
    const tolerance = 1e-4 * Math.max(1, maxAbs(expected));
    const comparable = map(x, (value) => value / goldenScale(golden, to)).data;
    expect(maxDifference(comparable, expected), `step ${i}`).toBeLessThan(tolerance);
  }
  expect(result.x).toBe(visited.at(-1)?.x);
  expect(network.calls()).toBe(latents.shape[0]);
}

/** Answers call after call with the rows that diffusers' scheduler received, one batch item at a time. */
function recordedNetwork(golden: GoldenCase, batch: number): Network & { calls(): number } {
  let calls = 0;
  return {
    calls: () => calls / batch,
    run: async () => {
      const call = calls++;
      return batchItem(row(golden.tensor('model_output'), Math.floor(call / batch)), call % batch);
    },
  };
}

describe('the noise of a seed comes in the order of diffusers', () => {
  const single = goldenCases('sd15-tiny', /^txt2img-/).filter(
    ({ manifest, has, tensor }) =>
      has('initial_noise') && typeof manifest.call.seed === 'number' && tensor('initial_noise').shape[0] === 1,
  );

  for (const golden of single) {
    test(golden.name, () => {
      const { seed } = golden.manifest.call;
      const initial = golden.tensor('initial_noise');
      expect(maxDifference(initialNoise(seed, initial.shape).data, initial.data)).toBeLessThan(3e-6);
      const draws = golden.has('step_noise') ? golden.tensor('step_noise') : undefined;
      for (let step = 0; step < (draws?.shape[0] ?? 0); step++) {
        const expected = row(draws as Tensor, step);
        expect(maxDifference(stepNoise(seed, step, expected.shape).data, expected.data)).toBeLessThan(3e-6);
      }
    });
  }

  test('whatever was asked before', () => {
    const late = stepNoise(11, 5, [1, 4, 2, 2]);
    const early = stepNoise(11, 1, [1, 4, 2, 2]);
    expect(stepNoise(11, 5, [1, 4, 2, 2])).toEqual(late);
    expect(early).not.toEqual(late);
    expect(initialNoise(11, [1, 4, 2, 2])).not.toEqual(early);
  });
});

/** A network that answers with a smooth function of what it is given, so that every mistake shows. */
const wavyNetwork: Network = {
  run: async (x, timestep, { hidden }) => map(x, (value) => Math.sin(value + timestep / 300 + (hidden?.data[0] ?? 0))),
};

function request(sampler: Sampler, steps = 7): SampleRequest {
  const schedule = sampler.schedule(training, { steps, options: { eta: 0.7, churn: sampler.id === 'euler' ? 5 : 0 } });
  return {
    denoiser: testDenoiser(training, wavyNetwork),
    sampler,
    schedule,
    x: map(initialNoise(1, [1, 4, 4, 4]), (value) => value * schedule.initialScale),
    guidance: { positive: conditioning('a prompt'), scale: 5 },
    noise: seededStepNoise(1),
    signal: neverCancelled,
  };
}

describe.each(samplers)('$title', (sampler) => {
  test('gives the same bits step by step as in one run', async () => {
    const whole = await sample(request(sampler));
    let x = request(sampler).x;
    let history: unknown;
    for (let first = 0; first < 7; first++) {
      ({ x, history } = await sample({ ...request(sampler), x, history, first, last: first + 1 }));
    }
    expect(x.data).toEqual(whole.x.data);
  });

  test('gives a batch item the same bits as alone', async () => {
    const other = initialNoise(2, [1, 4, 4, 4]);
    const alone = await sample(request(sampler));
    const both = await sample({ ...request(sampler), x: stack([other, request(sampler).x]) });
    expect(batchItem(both.x, 1).data).toEqual(alone.x.data);
  });

  test('labels latents with the level where the next step starts, and the last ones clean', async () => {
    const { schedule } = request(sampler);
    const half = await sample({ ...request(sampler), last: 3 });
    expect(half.level).toEqual(schedule.steps[3]?.from);
    expect((await sample(request(sampler))).level.sigma).toBe(0);
  });

  test('does nothing in an empty range', async () => {
    const { x } = request(sampler);
    expect((await sample({ ...request(sampler), x, first: 2, last: 2 })).x).toBe(x);
  });

  test('refuses steps that the schedule does not have', async () => {
    await expect(sample({ ...request(sampler), last: 8 })).rejects.toThrow('do not lie within the 7 steps');
  });
});

test('a schedule of one sampler does not guide another', async () => {
  const [one, two] = samplers as [Sampler, Sampler];
  await expect(sample({ ...request(one), sampler: two })).rejects.toThrow(`made for the sampler ${one.id}`);
});

test('cancelling stops before the next step', async () => {
  const controller = new AbortController();
  const [sampler] = samplers;
  let steps = 0;
  const run = sample({
    ...request(sampler),
    signal: controller.signal,
    onStep: () => {
      steps++;
      controller.abort();
    },
  });
  await expect(run).rejects.toThrow('aborted');
  expect(steps).toBe(1);
});
