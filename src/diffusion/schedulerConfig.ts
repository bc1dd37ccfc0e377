import { z } from 'zod';
import type { SigmaKind } from './sigmas.ts';
import { type TimestepSpacing, timestepSpacings } from './spacing.ts';

/** A scheduler_config.json of diffusers, without the keys that it sets to null. */
export type SchedulerConfig = Readonly<Record<string, unknown>>;

const read = new WeakMap<SchedulerConfig, Map<z.ZodType, unknown>>();

/**
 * The keys of a configuration that a schema names, with the schema's defaults for those that are missing. Others are left
 * for whoever heeds them.
 * @throws RangeError that names the key at fault.
 */
export function readSettings<S extends z.ZodType>(config: SchedulerConfig, schema: S): z.output<S> {
  const known = read.get(config) ?? new Map<z.ZodType, unknown>();
  read.set(config, known);
  if (!known.has(schema)) known.set(schema, parsed(config, schema));
  return known.get(schema) as z.output<S>;
}

function parsed<S extends z.ZodType>(config: SchedulerConfig, schema: S): z.output<S> {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw settingError(issue?.path.join('.') || 'whole file', String(issue?.message));
}

/** What is wrong with a key of the configuration. */
export function settingError(key: string, reason: string): RangeError {
  return new RangeError(`scheduler_config.json, ${key}: ${reason}`);
}

/** Keys for samplers that space training timesteps; `usual` is the default of their scheduler in diffusers. */
export function spacingKeys(usual: TimestepSpacing) {
  return {
    timestep_spacing: z.enum(timestepSpacings).default(usual),
    /** Added to leading timesteps; 1 for SD 1.x and 2.x. */
    steps_offset: z.int().min(0).default(0),
  };
}

/** Keys for samplers that can spread their sigmas in another way. */
export const sigmaKeys = {
  use_karras_sigmas: z.boolean().default(false),
  use_exponential_sigmas: z.boolean().default(false),
  use_beta_sigmas: z.boolean().default(false),
};

/** Keys for samplers that can be told between which sigmas to spread anew. */
export const sigmaEndKeys = {
  sigma_min: z.number().positive().optional(),
  sigma_max: z.number().positive().optional(),
};

/** Keys for samplers that can end above zero noise. */
export const finalSigmaKeys = { final_sigmas_type: z.enum(['zero', 'sigma_min']).default('zero') };

/** Keys for samplers that can limit what the network believes in (Saharia et al., arXiv 2205.11487). */
export const thresholdKeys = {
  thresholding: z.boolean().default(false),
  dynamic_thresholding_ratio: z.number().min(0).max(1).default(0.995),
  sample_max_value: z.number().positive().default(1),
};

/** Keys for samplers that can clip what the network believes in; most schedulers of diffusers leave it as it is. */
export function clipKeys(usual: boolean) {
  return {
    clip_sample: z.boolean().default(usual),
    clip_sample_range: z.number().positive().default(1),
  };
}

/**
 * What diffusers' pipelines for Stable Diffusion make of the configuration of any scheduler, whatever the file says: nothing is
 * clipped, and leading timesteps begin at 1. The classes of schedulers have other defaults.
 */
export function forStableDiffusion(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...config, clip_sample: false, steps_offset: 1 };
}

/** How a configuration asks for sigmas to be spread. */
export function configuredSigmas(keys: z.output<z.ZodObject<typeof sigmaKeys>>): SigmaKind {
  if (keys.use_karras_sigmas) return 'karras';
  if (keys.use_exponential_sigmas) return 'exponential';
  return keys.use_beta_sigmas ? 'beta' : 'normal';
}
