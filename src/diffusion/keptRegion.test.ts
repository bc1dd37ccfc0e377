import { describe, expect, test } from 'vitest';
import { batchItem, map, stack, type Tensor, tensor } from '../tensor/tensor.ts';
import { addNoise } from './addNoise.ts';
import type { KeptRegion } from './keptRegion.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { type SampleRequest, sample } from './sample.ts';
import { samplers } from './samplers/index.ts';
import type { Sampler } from './samplers/sampler.ts';
import { levelBefore } from './schedule.ts';
import { initialNoise, seededStepNoise } from './stepNoise.ts';
import { perfectDenoiser } from './testing/gaussian.ts';
import { conditioning, neverCancelled } from './testing/recordedNetwork.ts';

const shape = [1, 2, 2, 2];
const training = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });
const original = map(initialNoise(5, shape), (value) => value - 3);
const mask = (...cells: number[]) => tensor(Float32Array.from(cells), [1, 1, 2, 2]);

function keptBy(repaint: Tensor): KeptRegion {
  return { original, repaint, noise: initialNoise(6, shape) };
}

function request(sampler: Sampler, kept?: KeptRegion): SampleRequest {
  const schedule = sampler.schedule(training, { steps: 6 });
  return {
    denoiser: perfectDenoiser(training),
    sampler,
    schedule,
    x: map(initialNoise(6, shape), (value) => value * schedule.initialScale),
    guidance: { positive: conditioning('a prompt'), scale: 1 },
    noise: seededStepNoise(6),
    kept,
    signal: neverCancelled,
  };
}

describe.each(samplers)('$title, where a mask says what to repaint', (sampler) => {
  test('leaves the original where it is black, and repaints where it is white', async () => {
    const { x } = await sample(request(sampler, keptBy(mask(0, 1, 0, 1))));
    for (const [i, value] of x.data.entries()) {
      if (i % 2 === 0) expect(value).toBe(original.data[i]);
      else expect(value).toBeGreaterThan(-2);
    }
  });

  test('does nothing where all is white', async () => {
    const whole = await sample(request(sampler, keptBy(mask(1, 1, 1, 1))));
    expect(whole.x.data).toEqual((await sample(request(sampler))).x.data);
  });

  test('gives the same bits step by step as in one run', async () => {
    const whole = request(sampler, keptBy(mask(0, 1, 0.5, 1)));
    let { x } = whole;
    let history: unknown;
    for (let first = 0; first < 6; first++) {
      ({ x, history } = await sample({ ...whole, x, history, first, last: first + 1 }));
    }
    expect(x.data).toEqual((await sample(whole)).x.data);
  });
});

test('between steps the original stands at the level of the step, with the noise given', async () => {
  const [sampler] = samplers;
  const { schedule, ...rest } = request(sampler, keptBy(mask(0, 0, 0, 0)));
  const { x, level } = await sample({ ...rest, schedule, last: 3 });
  expect(level).toEqual(levelBefore(schedule, 3));
  expect(x.data).toEqual(addNoise(original, initialNoise(6, shape), level).data);
});

test('each item of a batch may have an original and a mask of its own', async () => {
  const [sampler] = samplers;
  const one = request(sampler, keptBy(mask(0, 1, 1, 1)));
  const other = { ...keptBy(mask(1, 0, 1, 1)), original: map(original, (value) => -value) };
  const alone = await sample({ ...one, kept: other });
  const both = await sample({
    ...one,
    x: stack([one.x, one.x]),
    kept: {
      original: stack([original, other.original]),
      repaint: stack([mask(0, 1, 1, 1), other.repaint]),
      noise: other.noise,
    },
  });
  expect(batchItem(both.x, 1).data).toEqual(alone.x.data);
});
