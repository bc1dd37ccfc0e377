import { describe, expect, test } from 'vitest';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { sample } from '../sample.ts';
import { type Schedule, type ScheduleStep, stepAt } from '../schedule.ts';
import { initialNoise, seededStepNoise } from '../stepNoise.ts';
import { flowed, perfectDenoiser } from '../testing/gaussian.ts';
import { conditioning, neverCancelled } from '../testing/recordedNetwork.ts';
import { firstOrderStep } from './firstOrder.ts';
import { samplerById } from './index.ts';

const highOrderToTheEnd = { lower_order_final: false, final_sigmas_type: 'sigma_min' };
const forNoise = { algorithm_type: 'dpmsolver' };

/** From sigma 8 to 0.4 in steps of equal length in ln sigma. */
function evenly(steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, i) => 8 * 0.05 ** (i / steps));
}

async function walked(id: string, settings: object, steps: number, first = 0): Promise<[Tensor, Schedule]> {
  const training = parseSchedulerConfig({ ...highOrderToTheEnd, ...settings });
  const sampler = samplerById(id);
  const schedule = sampler.schedule(training, { steps, customSigmas: evenly(steps), options: { tau: 0 } });
  const { x } = await sample({
    denoiser: perfectDenoiser(training),
    sampler,
    schedule,
    x: start,
    first,
    ...(first > 0 && { last: first + 1 }),
    guidance: { positive: conditioning('a prompt'), scale: 1 },
    noise: seededStepNoise(3),
    signal: neverCancelled,
  });
  return [x, schedule];
}

const start = initialNoise(3, [1, 1, 1, 64]);

async function errorOf(id: string, settings: object, steps: number): Promise<number> {
  const [end, schedule] = await walked(id, settings, steps);
  return maxDifference(
    end.data,
    flowed(start, stepAt(schedule, 0).from, (schedule.steps.at(-1) as ScheduleStep).to).data,
  );
}

describe('twice as many steps divide the error by 2 to the order, or more, of', () => {
  test.each([
    ['dpmpp_2m', {}, 2],
    ['dpmpp_2m', { solver_type: 'heun' }, 2],
    // Its authors leave out half of the curvature.
    ['dpmpp_3m', {}, 2],
    ['dpmpp_2s', {}, 2],
    ['dpmpp_2s', { solver_type: 'heun' }, 2],
    ['dpmpp_3s', {}, 3],
    ['dpmpp_3s', { solver_type: 'heun' }, 3],
    ['dpm_solver', { ...forNoise, solver_order: 1 }, 1],
    ['dpm_solver', { ...forNoise, solver_order: 2 }, 2],
    ['dpm_solver', { ...forNoise, solver_order: 3 }, 2],
    ['dpm_solver_singlestep', { ...forNoise, solver_order: 2 }, 2],
    ['dpm_solver_singlestep', { ...forNoise, solver_order: 3 }, 3],
    ['dpm_solver_singlestep', { ...forNoise, solver_order: 3, solver_type: 'heun' }, 3],
    ['deis', { solver_order: 1 }, 1],
    ['deis', { solver_order: 2 }, 2],
    ['deis', { solver_order: 3 }, 3],
    // The corrector adds one.
    ['unipc', { solver_order: 1 }, 2],
    ['unipc', { solver_order: 2 }, 3],
    ['unipc', { solver_order: 3 }, 4],
    ['unipc', { solver_order: 2, solver_type: 'bh1' }, 3],
    ['unipc', { solver_order: 3, predict_x0: false }, 4],
    ['sa_solver', { predictor_order: 1, corrector_order: 1 }, 1],
    ['sa_solver', {}, 2],
    ['sa_solver', { algorithm_type: 'noise_prediction' }, 2],
    ['sa_solver', { predictor_order: 3, corrector_order: 3 }, 3],
    ['sa_solver', { predictor_order: 3, corrector_order: 4, algorithm_type: 'noise_prediction' }, 4],
    // The first step, of first order, costs one.
    ['lms', {}, 3],
  ])('%s with %j', async (id, settings, order) => {
    const [few, many] = [await errorOf(id, settings, 24), await errorOf(id, settings, 48)];
    expect(Math.log2(few / many)).toBeGreaterThan(order - 0.35);
  });
});

describe('a start in the middle is of first order, whatever comes after, for', () => {
  test.each([
    ['dpmpp_2m', {}],
    ['dpmpp_3m', {}],
    ['dpmpp_2s', {}],
    ['dpmpp_3s', {}],
    ['deis', { solver_order: 3 }],
    ['unipc', { solver_order: 3 }],
    ['sa_solver', { predictor_order: 3 }],
    ['lms', {}],
  ])('%s', async (id, settings) => {
    const [x, schedule] = await walked(id, settings, 20, 5);
    const { from, to, timestep } = stepAt(schedule, 5);
    const denoiser = perfectDenoiser(parseSchedulerConfig({}));
    const guidance = { positive: conditioning('a prompt'), scale: 1 };
    const { denoised } = await denoiser.denoise(start, from, timestep, guidance, neverCancelled);
    expect(maxDifference(x.data, firstOrderStep(start, denoised, from, to).data)).toBeLessThan(1e-5);
  });
});

test('LMS weighs the first slope after a start in the middle as one of four where diffusers should be matched', async () => {
  const training = parseSchedulerConfig({});
  const sampler = samplerById('lms');
  const schedule = sampler.schedule(training, { steps: 8, options: { restart: 'as_diffusers' } });
  const [from, to] = [stepAt(schedule, 5).from, stepAt(schedule, 5).to];
  const nothing = map(start, () => 0);
  const options = { restart: 'as_diffusers' };
  const denoise = async () => nothing;
  const request = {
    x: start,
    index: 5,
    schedule,
    training,
    options,
    history: undefined,
    denoise,
    noise: () => nothing,
  };
  const { x } = await sampler.step(request);
  const places = [5, 4, 3, 2].map((index) => stepAt(schedule, index).from.sigma);
  const basis = (at: number) =>
    places.slice(1).reduce((product, place) => (product * (at - place)) / (from.sigma - place), 1);
  const parts = 2000;
  let weight = 0;
  for (let i = 0; i < parts; i++) {
    weight += (basis(from.sigma + ((i + 0.5) / parts) * (to.sigma - from.sigma)) * (to.sigma - from.sigma)) / parts;
  }
  const slope = 1 / from.sigma;
  const expected = map(start, (value) => (value / from.signal) * (1 + weight * slope) * to.signal);
  expect(maxDifference(x.data, expected.data)).toBeLessThan(1e-4);
});

test('LMS of order 1 is Euler', async () => {
  const training = parseSchedulerConfig({});
  const run = async (id: string, options: Readonly<Record<string, unknown>>) => {
    const sampler = samplerById(id);
    const schedule = sampler.schedule(training, { steps: 6, options });
    const x = map(start, (value) => value * schedule.initialScale);
    const guidance = { positive: conditioning('a prompt'), scale: 1 };
    const noise = seededStepNoise(3);
    const denoiser = perfectDenoiser(training);
    const result = await sample({ denoiser, sampler, schedule, x, guidance, noise, signal: neverCancelled });
    return result.x.data;
  };
  expect(maxDifference(await run('lms', { lms_order: 1 }), await run('euler', {}))).toBeLessThan(1e-5);
  expect(maxDifference(await run('lms', {}), await run('euler', {}))).toBeGreaterThan(1e-3);
});
