import type { z } from 'zod';
import { flowLevel, type NoiseLevel, noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';
import { configuredSigmas, sigmaEndKeys, sigmaKeys, spacingKeys } from '../schedulerConfig.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import type { ScheduleRequest } from './sampler.ts';

/** Keys of k-diffusion's samplers in diffusers, where they have a scheduler. */
export const kDiffusionKeys = { ...spacingKeys('linspace'), ...sigmaKeys, ...sigmaEndKeys };

/** The schedule of k-diffusion's samplers, whose Karras sigmas keep to their own ends. */
export function kDiffusionSchedule(
  sampler: string,
  training: NoiseSchedule,
  request: ScheduleRequest,
  settings: z.output<z.ZodObject<typeof kDiffusionKeys>>,
): Schedule {
  const kind = configuredSigmas(settings);
  const ends = kind === 'karras' ? {} : { largest: settings.sigma_max, smallest: settings.sigma_min };
  return eulerSchedule(training, request, { sampler, settings, kind, ...ends });
}

/** What stands for pure noise where ln sigma must be finite: the time .9999 of flow matching. */
const nearlyNoise = 9999;

/** The level half way between two in ln sigma. */
export function halfway(from: NoiseLevel, to: NoiseLevel, kind: NoiseSchedule['kind']): NoiseLevel {
  const start = Number.isFinite(from.sigma) ? from.sigma : nearlyNoise;
  const sigma = Math.sqrt(start * to.sigma);
  return kind === 'flow' ? flowLevel(sigma / (1 + sigma)) : variancePreserving(sigma);
}

/** Where a level lies on the line that noise is counted along: sigma, or the time of flow matching. */
export function placeOf(level: NoiseLevel, kind: NoiseSchedule['kind']): number {
  return kind === 'flow' ? noiseRate(level) : level.sigma;
}
