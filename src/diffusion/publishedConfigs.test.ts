import { describe, expect, test } from 'vitest';
import { configuredSampler, parseSchedulerConfig } from './parseSchedulerConfig.ts';

const stable = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', num_train_timesteps: 1000 };
const leftovers = {
  clip_sample: false,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
  trained_betas: null,
};

/** scheduler_config.json as model hubs have them, leftovers of other classes included. */
const published = {
  'Stable Diffusion 1.5': [{ _class_name: 'PNDMScheduler', ...stable, ...leftovers }, 'pndm'],
  'Stable Diffusion 2.1': [
    { _class_name: 'DDIMScheduler', ...stable, ...leftovers, prediction_type: 'v_prediction' },
    'ddim',
  ],
  'SD-Turbo': [
    {
      _class_name: 'EulerDiscreteScheduler',
      ...stable,
      ...leftovers,
      interpolation_type: 'linear',
      prediction_type: 'epsilon',
      sigma_max: null,
      sigma_min: null,
      timestep_spacing: 'trailing',
      timestep_type: 'discrete',
      use_karras_sigmas: false,
    },
    'euler',
  ],
  'Stable Diffusion XL': [
    {
      _class_name: 'EulerDiscreteScheduler',
      ...stable,
      ...leftovers,
      interpolation_type: 'linear',
      prediction_type: 'epsilon',
      sample_max_value: 1.0,
      timestep_spacing: 'leading',
      use_karras_sigmas: false,
    },
    'euler',
  ],
  'SDXL-Turbo': [
    {
      _class_name: 'EulerAncestralDiscreteScheduler',
      ...stable,
      ...leftovers,
      interpolation_type: 'linear',
      prediction_type: 'epsilon',
      sample_max_value: 1.0,
      timestep_spacing: 'trailing',
      use_karras_sigmas: false,
    },
    'euler_ancestral',
  ],
  'a latent consistency model': [
    {
      _class_name: 'LCMScheduler',
      ...stable,
      clip_sample: false,
      clip_sample_range: 1.0,
      dynamic_thresholding_ratio: 0.995,
      original_inference_steps: 50,
      prediction_type: 'epsilon',
      rescale_betas_zero_snr: false,
      sample_max_value: 1.0,
      set_alpha_to_one: true,
      steps_offset: 0,
      thresholding: false,
      timestep_scaling: 10.0,
      timestep_spacing: 'leading',
      trained_betas: null,
    },
    'lcm',
  ],
  'a fine-tune with DPM++ 2M Karras': [
    {
      _class_name: 'DPMSolverMultistepScheduler',
      ...stable,
      ...leftovers,
      algorithm_type: 'dpmsolver++',
      dynamic_thresholding_ratio: 0.995,
      euler_at_final: false,
      lambda_min_clipped: '-inf',
      lower_order_final: true,
      prediction_type: 'epsilon',
      sample_max_value: 1.0,
      solver_order: 2,
      solver_type: 'midpoint',
      thresholding: false,
      timestep_spacing: 'leading',
      use_karras_sigmas: true,
      variance_type: null,
    },
    'dpmpp_2m',
  ],
  'Stable Diffusion 3': [
    { _class_name: 'FlowMatchEulerDiscreteScheduler', num_train_timesteps: 1000, shift: 3.0 },
    'euler',
  ],
  'FLUX.1 dev': [
    {
      _class_name: 'FlowMatchEulerDiscreteScheduler',
      base_image_seq_len: 256,
      base_shift: 0.5,
      max_image_seq_len: 4096,
      max_shift: 1.15,
      num_train_timesteps: 1000,
      shift: 3.0,
      use_dynamic_shifting: true,
    },
    'euler',
  ],
} as const;

describe('the scheduler configuration of', () => {
  test.each(Object.entries(published))('%s is read, and runs by its own sampler', (_, [config, sampler]) => {
    const given = { ...config, _diffusers_version: '0.30.0' };
    expect(parseSchedulerConfig(given).trainSteps).toBe(1000);
    expect(configuredSampler(given)?.id).toBe(sampler);
  });
});
