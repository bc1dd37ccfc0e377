import { z } from 'zod';

const solverTypes = {
  midpoint: 'midpoint',
  heun: 'heun',
  logrho: 'midpoint',
  bh1: 'midpoint',
  bh2: 'midpoint',
} as const;

/**
 * The keys of a diffusers scheduler_config.json that the samplers here heed, with the defaults that all scheduler classes
 * share. Keys whose default differs between classes stay optional; unknown keys are ignored.
 */
export const schedulerConfigSchema = z.object({
  _class_name: z
    .string()
    .refine((name) => !name.startsWith('FlowMatch'), 'flow matching schedules are not supported yet')
    .optional(),
  num_train_timesteps: z.int().min(1).max(100_000).default(1000),
  beta_start: z.number().positive().default(0.0001),
  beta_end: z.number().positive().max(1).default(0.02),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).default('linear'),
  trained_betas: z.array(z.number().min(0).max(1)).min(1).nullish(),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  rescale_betas_zero_snr: z.boolean().default(false),
  timestep_spacing: z.enum(['linspace', 'leading', 'trailing']).optional(),
  steps_offset: z.int().min(0).default(0),
  set_alpha_to_one: z.boolean().optional(),
  clip_sample: z.boolean().optional(),
  clip_sample_range: z.number().positive().default(1),
  thresholding: z.boolean().default(false),
  dynamic_thresholding_ratio: z.number().min(0).max(1).default(0.995),
  sample_max_value: z.number().positive().default(1),
  use_karras_sigmas: z.boolean().nullish(),
  use_exponential_sigmas: z.boolean().nullish(),
  sigma_min: z.number().positive().nullish(),
  sigma_max: z.number().positive().nullish(),
  final_sigmas_type: z.enum(['zero', 'sigma_min']).default('zero'),
  interpolation_type: z.enum(['linear', 'log_linear']).default('linear'),
  timestep_type: z.enum(['discrete', 'continuous']).default('discrete'),
  lower_order_final: z.boolean().default(true),
  euler_at_final: z.boolean().default(false),
  solver_type: z
    .enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2'])
    .transform((type) => solverTypes[type])
    .default('midpoint'),
  lambda_min_clipped: z
    .union([z.number(), z.literal('-inf').transform(() => Number.NEGATIVE_INFINITY)])
    .default(Number.NEGATIVE_INFINITY),
});

export type SchedulerConfig = z.infer<typeof schedulerConfigSchema>;

/**
 * What diffusers' pipelines for Stable Diffusion make of the configuration of any scheduler, whatever the file says: nothing is
 * clipped, and leading timesteps begin at 1. The classes of schedulers have other defaults.
 */
export function forStableDiffusion(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...config, clip_sample: false, steps_offset: 1 };
}
