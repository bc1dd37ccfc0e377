import { describe, expect, test } from 'vitest';
import { configuredSampler, parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { samplerById } from './index.ts';

const chosen = (config: Readonly<Record<string, unknown>>) => configuredSampler(config)?.id;
const cumulative = (config: object) => {
  const training = parseSchedulerConfig(config);
  if (training.kind !== 'discrete') throw new Error('a table is expected');
  return training.alphasCumprod.at(-1);
};

test('PNDM starts by Runge-Kutta unless the configuration skips that, as the class of diffusers does', () => {
  expect(chosen({ _class_name: 'PNDMScheduler' })).toBe('pndm_prk');
  expect(chosen({ _class_name: 'PNDMScheduler', skip_prk_steps: false })).toBe('pndm_prk');
  expect(chosen({ _class_name: 'PNDMScheduler', skip_prk_steps: true })).toBe('pndm');
});

test.each([
  ['HeunDiscreteScheduler', 'linear'],
  ['KDPM2DiscreteScheduler', 'linear'],
  ['KDPM2AncestralDiscreteScheduler', 'linear'],
  ['LCMScheduler', 'scaled_linear'],
  ['TCDScheduler', 'scaled_linear'],
])('what %s leaves out of the betas has the defaults of its class', (_class_name, beta_schedule) => {
  const said = { _class_name, beta_start: 0.00085, beta_end: 0.012, beta_schedule };
  expect(cumulative({ _class_name })).toBe(cumulative(said));
  expect(cumulative({ _class_name })).not.toBe(cumulative({}));
  expect(cumulative({ ...said, beta_end: 0.02 })).not.toBe(cumulative(said));
});

describe('DDPM', () => {
  const refused = (variance_type: string) => () =>
    parseSchedulerConfig({ _class_name: 'DDPMScheduler', variance_type });

  test.each(['learned', 'learned_range'])('refuses networks with a variance of their own: %s', (variance_type) => {
    expect(refused(variance_type)).toThrow(/variance_type: .*predict their variance.* Set fixed_small/);
  });

  test('refuses the variance of which diffusers gives no numbers, and says what it stands for', () => {
    expect(refused('fixed_large_log')).toThrow(/Set fixed_large,/);
  });

  test('refuses timesteps between those of training', () => {
    const schedule = () => samplerById('ddpm').schedule(parseSchedulerConfig({}), { steps: 1, customTimesteps: [9.5] });
    expect(schedule).toThrow('9.5 is no timestep of training');
  });
});

describe.each(['lcm', 'tcd'])('the schedule of %s', (id) => {
  const training = parseSchedulerConfig({ beta_schedule: 'scaled_linear' });
  const timesteps = (steps: number, options = {}) =>
    samplerById(id)
      .schedule(training, { steps, options })
      .steps.map(({ timestep }) => timestep);

  test('is a part of the one that the model was distilled on', () => {
    expect(timesteps(4)).toEqual([999, 759, 499, 259]);
    expect(timesteps(4, { original_steps: 100 })).toEqual([999, 749, 499, 249]);
  });

  test('lies within its clean end where only a share of it is asked for, in as many steps', () => {
    expect(timesteps(3, { schedule_strength: 0.6 })).toEqual([599, 399, 199]);
  });

  test('refuses more steps than that has, and says what to do', () => {
    expect(() => timesteps(51)).toThrow('51 steps are more than the 50');
    expect(() => timesteps(31, { schedule_strength: 0.6 })).toThrow('raise schedule_strength');
    expect(() => timesteps(3, { original_steps: 1001 })).toThrow('original_steps');
  });

  test('can be given as a list', () => {
    const { steps } = samplerById(id).schedule(training, { steps: 9, customTimesteps: [900, 500, 1] });
    expect(steps.map(({ timestep }) => timestep)).toEqual([900, 500, 1]);
  });
});

test('LCM of flow matching refuses to count from the clean end, where diffusers gives noise', () => {
  const refused = () => parseSchedulerConfig({ _class_name: 'FlowMatchLCMScheduler', invert_sigmas: true });
  expect(refused).toThrow('invert_sigmas: diffusers takes the noise for the picture');
});

test('Euler of flow matching refuses fresh noise while it counts from the noise, where diffusers mixes up the two', () => {
  const config = { _class_name: 'FlowMatchEulerDiscreteScheduler', invert_sigmas: true };
  expect(() => parseSchedulerConfig({ ...config, stochastic_sampling: true })).toThrow(
    'stochastic_sampling: with invert',
  );
  expect(() => parseSchedulerConfig(config)).not.toThrow();
});

test('LCM of flow matching hears of listed timesteps as they are, though its levels are shifted', () => {
  const training = parseSchedulerConfig({ _class_name: 'FlowMatchLCMScheduler', shift: 3 });
  const { steps } = samplerById('lcm').schedule(training, { steps: 2, customTimesteps: [900, 400] });
  expect(steps.map(({ timestep }) => timestep)).toEqual([900, 400]);
  expect(steps.map(({ from }) => training.timestepAt(from))).toEqual([
    expect.closeTo(964.29, 1),
    expect.closeTo(666.67, 1),
  ]);
});

test.each(['ddim', 'lcm', 'tcd'])('%s refuses a list of sigmas, which its table does not have', (id) => {
  const listed = () => samplerById(id).schedule(parseSchedulerConfig({}), { steps: 2, customSigmas: [9, 3, 0] });
  expect(listed).toThrow(/cannot follow a list of sigmas: choose Euler/);
});

test('latents that grow from step to step are refused', () => {
  const config = { _class_name: 'FlowMatchLCMScheduler', scale_factors: [0.5, 1], upscale_mode: 'bicubic' };
  expect(() => parseSchedulerConfig(config)).toThrow('scale_factors: latents that grow');
  expect(() => parseSchedulerConfig({ ...config, scale_factors: null })).not.toThrow();
});
