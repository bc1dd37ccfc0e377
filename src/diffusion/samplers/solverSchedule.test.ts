import { describe, expect, test } from 'vitest';
import { noiseRate } from '../noiseLevel.ts';
import { configuredSampler, parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import type { Schedule } from '../schedule.ts';
import { samplerById } from './index.ts';
import type { ScheduleRequest } from './sampler.ts';

type Config = Readonly<Record<string, unknown>>;

const flow = { use_flow_sigmas: true, prediction_type: 'flow_prediction' };

function scheduleOf(config: Config, request: Partial<ScheduleRequest> = {}): Schedule {
  const sampler = configuredSampler(config);
  if (!sampler) throw new Error('no sampler runs this');
  return sampler.schedule(parseSchedulerConfig(config), { steps: 4, ...request });
}

const times = ({ steps }: Schedule) => [
  ...steps.map(({ from }) => noiseRate(from)),
  noiseRate(steps.at(-1)?.to as never),
];
const told = ({ steps }: Schedule) => steps.map(({ timestep }) => timestep);

describe('flow matching', () => {
  test('begins a thousandth short of noise for DPM++ and DEIS, a millionth for UniPC', () => {
    const first = (name: string) => times(scheduleOf({ ...flow, _class_name: name }))[0];
    expect(first('DPMSolverMultistepScheduler')).toBeCloseTo(0.999, 7);
    expect(first('DPMSolverSinglestepScheduler')).toBeCloseTo(0.999, 7);
    expect(first('DEISMultistepScheduler')).toBeCloseTo(0.999, 7);
    expect(first('UniPCMultistepScheduler')).toBeCloseTo(1 - 1e-6, 7);
  });

  test('of a configuration for DEIS stays where the last step starts; of other models it ends clean', () => {
    const own = times(scheduleOf({ ...flow, _class_name: 'DEISMultistepScheduler' }));
    expect(own.slice(-2)).toEqual([own[4], own[4]]);
    const other = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler' });
    expect(times(samplerById('deis').schedule(other, { steps: 4 })).at(-1)).toBe(0);
  });

  test('of a configuration for UniPC that ends above zero ends clean for DPM++', () => {
    const config = { ...flow, _class_name: 'UniPCMultistepScheduler', final_sigmas_type: 'sigma_min' };
    const training = parseSchedulerConfig(config);
    expect(times(samplerById('dpmpp_2m').schedule(training, { steps: 4 })).at(-1)).toBe(0);
    expect(times(scheduleOf(config)).at(-1)).toBeGreaterThan(0.1);
  });

  test('with Karras sigmas between given ends is that of Cosmos', () => {
    const ends = { sigma_min: 0.01, sigma_max: 200, use_karras_sigmas: true };
    const schedule = scheduleOf({ ...flow, ...ends, _class_name: 'UniPCMultistepScheduler' });
    expect(times(schedule)[0]).toBeCloseTo(200 / 201, 7);
    expect(times(schedule)[3]).toBeCloseTo(0.01 / 1.01, 7);
    expect(told(schedule)[0]).toBe(995);
  });

  test.each([
    ['DPMSolverMultistepScheduler', { use_karras_sigmas: true }, 'karras sigmas need a sigma_min and a sigma_max'],
    ['DPMSolverMultistepScheduler', { final_sigmas_type: 'sigma_min' }, 'final_sigmas_type: a flow has no smallest'],
    ['UniPCMultistepScheduler', { predict_x0: false }, 'predict_x0: solvers for the noise cannot follow a flow'],
    ['DPMSolverSinglestepScheduler', { algorithm_type: 'dpmsolver', final_sigmas_type: 'sigma_min' }, 'cannot follow'],
  ])('of %s refuses %j', (name, keys, reason) => {
    expect(() => scheduleOf({ ...flow, ...keys, _class_name: name })).toThrow(reason);
  });

  test('that is reversed counts timesteps from the noise, between the steps too', async () => {
    const training = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', invert_sigmas: true });
    const sampler = samplerById('dpmpp_2s_ancestral');
    const schedule = sampler.schedule(training, { steps: 5 });
    const asked: number[] = [];
    const x = { data: Float32Array.of(1), shape: [1, 1] };
    await sampler.step({
      x,
      index: 2,
      schedule,
      training,
      options: {},
      history: undefined,
      denoise: async (point, _level, timestep) => {
        asked.push(timestep);
        return point;
      },
      noise: () => x,
    });
    expect(asked[1]).toBeGreaterThan(asked[0] as number);
  });
});

describe('sigmas that are spread anew', () => {
  test('lie between sigma_max and sigma_min where a configuration has them', () => {
    const { steps } = scheduleOf({
      _class_name: 'DPMSolverMultistepScheduler',
      use_karras_sigmas: true,
      sigma_max: 50,
      sigma_min: 0.1,
    });
    expect(steps[0]?.from.sigma).toBeCloseTo(50, 4);
    expect(steps[3]?.from.sigma).toBeCloseTo(0.1, 7);
  });

  test('end where they stop for DEIS, and for UniPC where it is told to', () => {
    const lasts = (config: Config) => scheduleOf({ use_karras_sigmas: true, ...config }).steps[3];
    for (const config of [
      { _class_name: 'DEISMultistepScheduler' },
      { _class_name: 'UniPCMultistepScheduler', final_sigmas_type: 'sigma_min' },
    ]) {
      expect(lasts(config)?.to).toEqual(lasts(config)?.from);
    }
  });
});

test("a list of sigmas or timesteps of one's own is followed, and whole timesteps are told", () => {
  const config = { _class_name: 'DPMSolverMultistepScheduler' };
  const { steps } = scheduleOf(config, { customSigmas: [10, 3, 0.5] });
  expect(steps.map(({ from }) => from.sigma)).toEqual([10, 3]);
  expect(steps[1]?.to.sigma).toBe(0.5);
  expect(steps.every(({ timestep }) => Number.isInteger(timestep))).toBe(true);
  expect(told(scheduleOf(config, { customTimesteps: [999, 500.7, 20] }))).toEqual([999, 500, 20]);
  expect(() => scheduleOf(config, { customTimesteps: [1000, 5] })).toThrow('lies beyond the last of training, 999');
});

describe('which sampler a configuration gets', () => {
  const chosen = (name: string, config: Config = {}) => configuredSampler({ _class_name: name, ...config })?.id;

  test.each([
    ['DPMSolverMultistepScheduler', {}, 'dpmpp_2m'],
    ['DPMSolverMultistepScheduler', { algorithm_type: 'deis' }, 'dpmpp_2m'],
    ['DPMSolverMultistepScheduler', { solver_order: 3 }, 'dpmpp_3m'],
    ['DPMSolverMultistepScheduler', { algorithm_type: 'sde-dpmsolver++' }, 'dpmpp_2m_sde'],
    ['DPMSolverMultistepScheduler', { algorithm_type: 'sde-dpmsolver++', solver_order: 3 }, 'dpm_solver'],
    ['DPMSolverMultistepScheduler', { solver_order: 1 }, 'dpm_solver'],
    ['DPMSolverSinglestepScheduler', {}, 'dpmpp_2s'],
    ['DPMSolverSinglestepScheduler', { solver_order: 3 }, 'dpmpp_3s'],
    ['DPMSolverSinglestepScheduler', { algorithm_type: 'sde-dpmsolver++' }, 'dpm_solver_singlestep'],
  ])('%s with %j', (name, config, id) => {
    expect(chosen(name, config)).toBe(id);
  });

  test.each([
    ['UniPCMultistepScheduler', { solver_p: 'DPMSolverMultistepScheduler' }, 'solver_p: another solver'],
    ['UniPCMultistepScheduler', { solver_order: 4 }, 'solver_order: Too big'],
    ['DEISMultistepScheduler', { algorithm_type: 'dies' }, 'algorithm_type: Invalid option'],
    ['DPMSolverSinglestepScheduler', { algorithm_type: 'sde-dpmsolver', final_sigmas_type: 'sigma_min' }, 'no single'],
    ['DPMSolverSDEScheduler', { noise_sampler_seed: 3 }, 'noise_sampler_seed: the seed of the node'],
  ])('%s with %j is refused', (name, config, reason) => {
    expect(() => parseSchedulerConfig({ _class_name: name, ...config })).toThrow(reason);
  });
});
