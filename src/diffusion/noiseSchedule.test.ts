import { describe, expect, test } from 'vitest';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { samplerById, samplerIds, samplers } from './samplers/index.ts';

/** scheduler_config.json of Stable Diffusion 1.5, word for word. */
const sd15 = {
  _class_name: 'PNDMScheduler',
  _diffusers_version: '0.6.0',
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  clip_sample: false,
  num_train_timesteps: 1000,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
  trained_betas: null,
};

const timesteps = (sampler: string, config: object, steps = 4) =>
  samplerById(sampler)
    .schedule(parseSchedulerConfig(config), { steps })
    .steps.map(({ timestep }) => timestep);

describe('a key that a configuration leaves out takes the default of the sampler that runs', () => {
  test('Euler and DPM++ space linearly, DDIM leads', () => {
    expect(timesteps('euler', sd15)).toEqual([999, 666, 333, 0]);
    expect(timesteps('dpmpp_2m', sd15)).toEqual([999, 749, 500, 250]);
    expect(timesteps('ddim', sd15)).toEqual([751, 501, 251, 1]);
  });

  test('what the configuration says wins', () => {
    expect(timesteps('euler', { ...sd15, timestep_spacing: 'trailing' })).toEqual([999, 749, 499, 249]);
  });

  test('and what the person asks for wins over both', () => {
    const training = parseSchedulerConfig({ ...sd15, timestep_spacing: 'trailing', use_karras_sigmas: true });
    const { steps } = samplerById('euler').schedule(training, { steps: 4, spacing: 'leading', sigmas: 'normal' });
    expect(steps.map(({ timestep }) => timestep)).toEqual([751, 501, 251, 1]);
  });

  test('DDIM stops at the first training level only where the configuration says so', () => {
    const last = (config: object) =>
      samplerById('ddim').schedule(parseSchedulerConfig(config), { steps: 4 }).steps[3]?.to;
    expect(last(sd15)?.sigma).toBeCloseTo(0.0292, 4);
    expect(last({})?.sigma).toBe(0);
  });
});

test('SD keeps the signal rates that everybody quotes', () => {
  const { levelAt } = parseSchedulerConfig(sd15);
  const rates = [250, 500, 750, 999].map((timestep) => levelAt(timestep).signal.toFixed(3));
  expect(rates).toEqual(['0.821', '0.526', '0.237', '0.068']);
});

describe('a configuration that cannot be followed is refused by name', () => {
  test.each([
    [{ beta_schedule: 'quadratic' }, 'scheduler_config.json, beta_schedule'],
    [{ num_train_timesteps: 0 }, 'num_train_timesteps'],
    [{ prediction_type: 'noise' }, 'prediction_type'],
    [{ _class_name: 'KarrasVeScheduler' }, 'no sampler that gives the numbers of KarrasVeScheduler'],
    [
      { _class_name: 'CosineDPMSolverMultistepScheduler' },
      'networks trained with EDM, for sound, which Arcspace does not run',
    ],
    [
      { _class_name: 'EDMDPMSolverMultistepScheduler', algorithm_type: 'dpmsolver', final_sigmas_type: 'sigma_min' },
      'algorithm_type',
    ],
    [{ _class_name: 'EDMEulerScheduler', prediction_type: 'sample' }, 'prediction_type'],
    [{ _class_name: 'IPNDMScheduler' }, 'No other scheduler fits them: use another model'],
    [{ use_karas_sigmas: true }, 'use_karas_sigmas: no scheduler that Arcspace knows has this key'],
    [{ use_karras_sigmas: true, use_beta_sigmas: true }, 'use_beta_sigmas: it contradicts use_karras_sigmas'],
    [{ _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'even' }, 'timestep_spacing'],
    [{ _class_name: 'SASolverScheduler', tau_func: 'always' }, 'tau_func: a file cannot hold a function'],
    [{ _class_name: 'SASolverScheduler', predictor_order: 5 }, 'predictor_order'],
    [
      { _class_name: 'SASolverScheduler', algorithm_type: 'dpmsolver++' },
      'algorithm_type: SA-Solver has no dpmsolver++',
    ],
    [
      { _class_name: 'SASolverScheduler', algorithm_type: 'sde-dpmsolver++' },
      'set it to "data_prediction", and choose how stochastic the steps are by tau',
    ],
    [
      { _class_name: 'SASolverScheduler', use_flow_sigmas: true, use_beta_sigmas: true },
      'use_flow_sigmas: it contradicts beta sigmas here',
    ],
    ['text', 'whole file'],
  ])('%j', (config, reason) => {
    expect(() => parseSchedulerConfig(config)).toThrow(reason);
  });
});

describe('a configuration of DPM-Solver is refused', () => {
  const refused = (config: object) => () =>
    parseSchedulerConfig({ _class_name: 'DPMSolverMultistepScheduler', ...config });
  const toNoise = { algorithm_type: 'sde-dpmsolver', final_sigmas_type: 'sigma_min' };

  test.each([
    [
      'that solves for the noise and arrives at zero',
      { algorithm_type: 'dpmsolver' },
      'final_sigmas_type: solvers for',
    ],
    ['of an order that nobody wrote', { ...toNoise, solver_order: 3 }, 'solver_order: sde-dpmsolver has no third'],
    ['of a network that predicts its variance', { variance_type: 'learned_range' }, 'variance_type: networks that'],
    ['of an unknown algorithm', { algorithm_type: 'dpm++' }, 'algorithm_type: Invalid option'],
    ['of an unknown solver', { solver_type: 'mid' }, 'solver_type: Invalid option'],
    ['of flow sigmas without a flow', { use_flow_sigmas: true }, 'set it to "flow_prediction"'],
    ['of a flow without flow sigmas', { prediction_type: 'flow_prediction' }, 'use_flow_sigmas: networks'],
  ])('%s', (_, config, reason) => {
    expect(refused(config)).toThrow(reason);
  });

  test('only where it is the one that runs', () => {
    expect(refused({ variance_type: 'fixed_small', algorithm_type: 'deis', solver_type: 'bh2' })).not.toThrow();
  });
});

test('schedulers that were made for noise tables shift by flow_shift, those for flow matching by shift', () => {
  const config = { use_flow_sigmas: true, prediction_type: 'flow_prediction', shift: 7, flow_shift: 3 };
  const half = (name: string) => {
    const training = parseSchedulerConfig({ ...config, _class_name: name });
    return training.kind === 'flow' && training.shifted([0.5])[0];
  };
  expect(half('DPMSolverMultistepScheduler')).toBeCloseTo(3 / 4, 12);
  expect(half('FlowMatchEulerDiscreteScheduler')).toBeCloseTo(7 / 8, 12);
});

describe.each(samplers)('$title refuses', (sampler) => {
  const training = parseSchedulerConfig(sd15);
  test.each([0, -3, 2.5, Number.NaN])('%d steps', (steps) => {
    expect(() => sampler.schedule(training, { steps })).toThrow(`at least 1, not ${steps}`);
  });
  test('more steps than there are noise levels', () => {
    expect(() => sampler.schedule(training, { steps: 1001 })).toThrow('more than the 1000 noise levels');
  });
});

test('a sampler that does not exist is answered with those that do', () => {
  expect(() => samplerById('magic')).toThrow(`there is no sampler "magic": choose one of ${samplerIds.join(', ')}`);
});

test('DDIM says that it cannot follow Karras sigmas', () => {
  const training = parseSchedulerConfig(sd15);
  expect(() => samplerById('ddim').schedule(training, { steps: 4, sigmas: 'karras' })).toThrow(
    'cannot follow karras sigmas',
  );
});
