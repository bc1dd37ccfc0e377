import { describe, expect, test } from 'vitest';
import { mean, variance } from '../../tensor/reduce.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { sample } from '../sample.ts';
import type { Schedule } from '../schedule.ts';
import { initialNoise, seededStepNoise } from '../stepNoise.ts';
import { flowed, perfectDenoiser, world } from '../testing/gaussian.ts';
import { conditioning, neverCancelled } from '../testing/recordedNetwork.ts';
import { samplerById, samplers } from './index.ts';
import type { Sampler } from './sampler.ts';

const betas = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', timestep_spacing: 'trailing' };
const deterministic = { eta: 0, gamma: 0, churn: 0, original_steps: 500 };

async function walk(
  sampler: Sampler,
  training: NoiseSchedule,
  schedule: Schedule,
  run: { size?: number; last?: number },
): Promise<{ start: Tensor; end: Tensor }> {
  const { size = 64, last = schedule.steps.length } = run;
  const start = map(initialNoise(3, [1, 1, 1, size]), (value) => value * schedule.initialScale);
  const { x: end } = await sample({
    denoiser: perfectDenoiser(training),
    sampler,
    schedule,
    x: start,
    last,
    guidance: { positive: conditioning('a prompt'), scale: 1 },
    noise: seededStepNoise(3),
    signal: neverCancelled,
  });
  return { start, end };
}

describe('a perfect denoiser is followed the more exactly, the more steps there are', () => {
  const table = parseSchedulerConfig({ ...betas, clip_sample: false });
  const flow = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 });

  /** Halving the steps of a method of order p costs 2^p in error. Measured halfway, at one level however many steps lead there. */
  test.each([
    ['euler', table, 1],
    ['euler', flow, 1],
    ['ddim', table, 1],
    ['tcd', table, 1],
    ['heun', table, 2],
    ['heun', flow, 2],
    ['dpm_2', table, 2],
    ['dpm_2', flow, 2],
    ['dpmpp_2m', table, 2],
    ['ipndm', flow, 2],
    ['pndm', table, 2],
    ['pndm_prk', table, 2],
  ])('%s', async (id, training, order) => {
    const [few, many] = [await error(id, training, 50), await error(id, training, 100)];
    const measured = Math.log2(few / many);
    expect(Math.abs(measured - order)).toBeLessThan(0.25);
  });

  async function error(id: string, training: NoiseSchedule, steps: number): Promise<number> {
    const sampler = samplerById(id);
    const schedule = sampler.schedule(training, { steps, options: deterministic });
    const last = steps / 2;
    const [first, end] = [schedule.steps[0], schedule.steps[last]];
    if (!first || !end) throw new Error('a schedule of too few steps');
    const reached = await walk(sampler, training, schedule, { last });
    return maxDifference(reached.end.data, flowed(reached.start, first.from, end.from).data);
  }
});

describe('with noise at every step, the values come out as they are distributed', () => {
  const training = parseSchedulerConfig({ ...betas, clip_sample: false });
  const all = { eta: 1, gamma: 0.05, tau: 1, tau_from: 0, tau_to: 1000, original_steps: 500 };

  test.each([
    'euler_ancestral',
    'dpm_2_ancestral',
    'ddpm',
    'ddim',
    'tcd',
    'dpmpp_2m_sde',
    'dpmpp_3m_sde',
    'dpmpp_sde',
    'dpmpp_2s_ancestral',
    'sa_solver',
  ])('%s', async (id) => {
    const sampler = samplerById(id);
    const schedule = sampler.schedule(training, { steps: 250, options: all });
    const { end } = await walk(sampler, training, schedule, { size: 10_000 });
    expect(Math.abs(mean(end.data) - world.mean)).toBeLessThan(0.03);
    expect(Math.abs(Math.sqrt(variance(end.data)) / world.deviation - 1)).toBeLessThan(0.03);
  });
});

describe.each(samplers)('$title from pure noise', (sampler) => {
  test.each([
    ['zero terminal SNR, v-prediction', { ...betas, rescale_betas_zero_snr: true, prediction_type: 'v_prediction' }],
    ['zero terminal SNR, sample prediction', { ...betas, rescale_betas_zero_snr: true, prediction_type: 'sample' }],
    ['zero terminal SNR, noise prediction', { ...betas, rescale_betas_zero_snr: true }],
    ['flow matching', { _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 }],
    ['shifted flow matching', { use_flow_sigmas: true, prediction_type: 'flow_prediction', flow_shift: 6 }],
  ])('gives the right values or says why not, for %s', async (_kind, config) => {
    const training = parseSchedulerConfig({ ...config, clip_sample: false });
    try {
      const { end } = await walk(
        sampler,
        training,
        sampler.schedule(training, { steps: 20, options: deterministic }),
        {},
      );
      const furthest = Math.max(...end.data.map((value) => Math.abs(value - world.mean) / world.deviation));
      expect(furthest).toBeLessThan(4);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  });
});
