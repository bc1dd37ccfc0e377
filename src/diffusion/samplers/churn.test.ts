import { describe, expect, test } from 'vitest';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { sample } from '../sample.ts';
import { initialNoise, seededStepNoise } from '../stepNoise.ts';
import { perfectDenoiser } from '../testing/gaussian.ts';
import { conditioning, neverCancelled } from '../testing/recordedNetwork.ts';
import { euler } from './euler.ts';
import { heun } from './heun.ts';

const table = parseSchedulerConfig({ timestep_spacing: 'trailing' });
const flow = parseSchedulerConfig({ _class_name: 'FlowMatchHeunDiscreteScheduler' });

describe('churn that a sampler does not have is refused with one that has it', () => {
  test('by Euler for flow matching', () => {
    expect(() => euler.schedule(flow, { steps: 4, options: { churn: 1 } })).toThrow('choose Heun');
  });
  test('by Heun for noise tables', () => {
    expect(() => heun.schedule(table, { steps: 4, options: { churn: 1 } })).toThrow('choose Euler');
  });
});

describe('the draws of a generator are spent as in diffusers', () => {
  const drawn = (sampler: typeof euler, training: typeof table, options: object) => {
    const schedule = sampler.schedule(training, { steps: 4, options: { ...options } });
    return [0, 1, 2, 3, 4].map((index) => sampler.drawsBefore(schedule, index));
  };

  test('by Euler at the steps where churn acts', () => {
    const [, second, third] = euler.schedule(table, { steps: 4 }).steps.map(({ from }) => from.sigma);
    expect(drawn(euler, table, { churn: 1 })).toEqual([0, 1, 2, 3, 4]);
    expect(drawn(euler, table, { churn: 1, churn_to: second, churn_from: third })).toEqual([0, 0, 1, 2, 2]);
  });

  test('by Heun twice a step, and once at the last', () => {
    expect(drawn(heun, flow, { churn: 1 })).toEqual([0, 2, 4, 6, 7]);
    expect(drawn(heun, flow, { churn: 1, churn_to: 0.9 })).toEqual([0, 0, 2, 4, 5]);
    expect(drawn(heun, flow, { churn: 0 })).toEqual([0, 0, 0, 0, 0]);
  });
});

test('Heun with churn gives the same bits step by step as in one run', async () => {
  const schedule = heun.schedule(flow, { steps: 5, options: { churn: 2, churn_to: 0.9 } });
  const run = (x = initialNoise(1, [1, 1, 2, 2]), first = 0, last = 5, history: unknown = undefined) =>
    sample({
      denoiser: perfectDenoiser(flow),
      sampler: heun,
      schedule,
      x,
      first,
      last,
      history,
      guidance: { positive: conditioning('a prompt'), scale: 1 },
      noise: seededStepNoise(7),
      signal: neverCancelled,
    });
  const whole = await run();
  const half = await run(undefined, 0, 3);
  expect((await run(half.x, 3, 5, half.history)).x.data).toEqual(whole.x.data);
  const calm = heun.schedule(flow, { steps: 5 });
  expect(calm.steps).toEqual(schedule.steps);
  expect(maxDifference(whole.x.data, half.x.data)).toBeGreaterThan(0.01);
});

test('results of Euler with churn from before its limits were those of diffusers count no longer', () => {
  expect(euler.revision({ churn: 0 })).toBe(0);
  expect(euler.revision({ churn: 2 })).toBe(1);
});
