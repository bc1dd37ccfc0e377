import { describe, expect, test } from 'vitest';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { levelBefore } from '../schedule.ts';
import { type ComfyuiRequest, comfyuiRun } from './comfyuiSchedule.ts';
import { type ComfyuiScheduler, comfyuiSchedulers } from './comfyuiSigmas.ts';

const training = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });
const flow = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 });

const whole: ComfyuiRequest = {
  program: 'comfyui',
  sampler: 'euler',
  scheduler: 'normal',
  steps: 7,
  denoise: 1,
  first: 0,
  last: Number.POSITIVE_INFINITY,
  cleansAtEnd: true,
};

function sigmasOf(request: Partial<ComfyuiRequest>, trained = training): number[] {
  const { schedule } = comfyuiRun(trained, { ...whole, ...request });
  return [...schedule.steps.map(({ from }) => from.sigma), levelBefore(schedule, schedule.steps.length).sigma];
}

/**
 * Of Stable Diffusion for seven steps, computed with torch and scipy by ComfyUI's formulas from a table in float64. That of
 * models is float32 here, as in diffusers, which is 1.2e-5 of its lowest sigma.
 */
const recorded: Readonly<Record<ComfyuiScheduler, readonly number[]>> = {
  normal: [14.6146, 5.9489, 2.91831, 1.61558, 0.932358, 0.493552, 0.0291672, 0],
  karras: [14.6146, 7.09441, 3.1686, 1.2741, 0.446919, 0.130308, 0.0291672, 0],
  exponential: [14.6146, 5.18568, 1.84002, 0.652892, 0.231664, 0.0822009, 0.0291672, 0],
  sgm_uniform: [14.6146, 6.678, 3.52206, 2.06064, 1.27683, 0.79126, 0.439666, 0],
  simple: [14.6146, 6.70163, 3.5282, 2.06167, 1.27624, 0.790061, 0.438062, 0],
  ddim_uniform: [14.2651, 6.57065, 3.48545, 2.04731, 1.27206, 0.790061, 0.440309, 0.0413144, 0],
  beta: [14.6146, 9.70148, 4.7126, 2.26832, 1.16822, 0.612696, 0.27718, 0],
  linear_quadratic: [14.6146, 14.4929, 14.3711, 14.2493, 13.2674, 10.5652, 6.14272, 0],
  kl_optimal: [14.6146, 3.0807, 1.59707, 0.961588, 0.572914, 0.281838, 0.0291672, 0],
};

describe("ComfyUI's scheduler", () => {
  test.each(comfyuiSchedulers)('%s has the recorded sigmas', (scheduler) => {
    const sigmas = sigmasOf({ scheduler });
    expect(sigmas).toHaveLength(recorded[scheduler].length);
    sigmas.forEach((sigma, index) => {
      const expected = recorded[scheduler][index] as number;
      expect(Math.abs(sigma - expected)).toBeLessThanOrEqual(2e-5 * expected);
    });
  });

  test('tells the network whole timesteps of training', () => {
    const told = comfyuiRun(training, { ...whole, scheduler: 'karras' }).schedule.steps.map(({ timestep }) => timestep);
    expect(told.every(Number.isInteger)).toBe(true);
    expect(told[0]).toBe(999);
  });

  test('is shifted for flow matching, and runs from 1', () => {
    const sigmas = comfyuiRun(flow, { ...whole, scheduler: 'simple', steps: 4 }).schedule.steps;
    const times = sigmas.map(({ timestep }) => timestep / 1000);
    const shifted = (time: number) => (3 * time) / (1 + 2 * time);
    for (const [index, time] of times.entries()) expect(time).toBeCloseTo(shifted(1 - index / 4), 6);
  });

  test('kl_optimal refuses a single step', () => {
    expect(() => sigmasOf({ scheduler: 'kl_optimal', steps: 1 })).toThrow('kl_optimal takes 2 steps or more');
  });
});

describe('denoise', () => {
  test('runs the last steps of a longer schedule', () => {
    expect(sigmasOf({ denoise: 0.35 })).toEqual(sigmasOf({ steps: 20 }).slice(-8));
  });
  test('counts steps / denoise downwards', () => {
    expect(sigmasOf({ denoise: 0.6, steps: 10 })).toEqual(sigmasOf({ steps: 16 }).slice(-11));
  });
  test('above 0.9999 is the whole', () => {
    expect(sigmasOf({ denoise: 0.99995 })).toEqual(sigmasOf({}));
  });
  test('of 0 runs nothing', () => {
    expect(comfyuiRun(training, { ...whole, denoise: 0 }).steps).toBe(0);
  });
});

describe('A1111', () => {
  const a1111 = { program: 'a1111' } as const;
  test('repaints with the last of as many steps as were asked for, one more than the strength says', () => {
    expect(sigmasOf({ ...a1111, steps: 20, denoise: 0.35 })).toEqual(sigmasOf({ steps: 20 }).slice(-9));
  });
  test('tells the network what lies between timesteps, and counts the length of the noise by sigma', () => {
    const run = comfyuiRun(training, { ...whole, ...a1111, scheduler: 'karras' });
    expect(run.schedule.steps.some(({ timestep }) => !Number.isInteger(timestep))).toBe(true);
    expect(run.startsAtNoise).toBe(false);
  });
});

describe('a range of steps', () => {
  test('arrives at clean where no noise is to be left', () => {
    expect(sigmasOf({ first: 2, last: 4 })).toEqual([...sigmasOf({}).slice(2, 4), 0]);
  });
  test('keeps the rest of the schedule where noise is left, and stops before it', () => {
    const run = comfyuiRun(training, { ...whole, first: 2, last: 4, cleansAtEnd: false });
    expect(run.steps).toBe(2);
    expect(levelBefore(run.schedule, 2).sigma).toBeCloseTo(recorded.normal[4] as number, 5);
  });
  test('that begins after the last step is empty', () => {
    expect(comfyuiRun(training, { ...whole, first: 7 }).steps).toBe(0);
  });
  test('starts at pure noise only from the first step', () => {
    expect(comfyuiRun(training, whole).startsAtNoise).toBe(true);
    expect(comfyuiRun(training, { ...whole, first: 1 }).startsAtNoise).toBe(false);
    expect(comfyuiRun(training, { ...whole, scheduler: 'ddim_uniform' }).startsAtNoise).toBe(false);
  });
});

test('DPM2 takes a step more and leaves out the last but one', () => {
  const longer = sigmasOf({ steps: 8 });
  expect(sigmasOf({ sampler: 'dpm_2' })).toEqual([...longer.slice(0, 7), 0]);
});
