import type { z } from 'zod';
import { CLEAN, type NoiseLevel, PURE_NOISE, variancePreserving } from '../noiseLevel.ts';
import { type DiscreteSchedule, type NoiseSchedule, requireDiscrete } from '../noiseSchedule.ts';
import type { spacingKeys } from '../schedulerConfig.ts';
import { spacedTimesteps } from '../spacing.ts';
import { checkSteps, checkTimesteps } from './checkSteps.ts';
import type { ScheduleRequest } from './sampler.ts';

/** Whole training timesteps from noisy to clean, and the table that they are steps of. */
export interface TableWalk {
  readonly table: DiscreteSchedule;
  readonly timesteps: readonly number[];
}

/**
 * The table that a sampler walks over in whole training timesteps.
 * @throws RangeError where there is none, for impossible numbers of steps, and for sigmas that are spread in other ways.
 */
export function walkedTable(
  training: NoiseSchedule,
  { steps, sigmas = 'normal', customTimesteps, customSigmas }: ScheduleRequest,
  sampler: string,
): DiscreteSchedule {
  checkSteps(customTimesteps?.length ?? steps, training);
  if (customSigmas) {
    throw new RangeError(`${sampler} walks over training timesteps and cannot follow a list of sigmas: choose Euler`);
  }
  if (sigmas !== 'normal') {
    throw new RangeError(
      `${sampler} walks over training timesteps and cannot follow ${sigmas} sigmas: choose Euler or DPM++ 2M`,
    );
  }
  return requireDiscrete(training, sampler);
}

/** The walk over spaced timesteps, or over those asked for. @throws RangeError as `walkedTable`. */
export function walkedTimesteps(
  training: NoiseSchedule,
  request: ScheduleRequest,
  keys: z.output<z.ZodObject<ReturnType<typeof spacingKeys>>>,
  sampler: string,
): TableWalk {
  const table = walkedTable(training, request, sampler);
  const { steps, spacing = 'auto', customTimesteps } = request;
  if (customTimesteps) return { table, timesteps: wholeTimesteps(customTimesteps, table) };
  const timesteps = spacedTimesteps({
    spacing: spacing === 'auto' ? keys.timestep_spacing : spacing,
    steps,
    trainSteps: table.trainSteps,
    offset: keys.steps_offset,
    points: 'rounded',
  });
  return { table, timesteps };
}

/** @throws RangeError for timesteps between two of training, or beyond the last. */
export function wholeTimesteps(timesteps: readonly number[], table: DiscreteSchedule): readonly number[] {
  const between = timesteps.find((timestep) => !Number.isInteger(timestep));
  if (between === undefined) return checkTimesteps(timesteps, table);
  throw new RangeError(`${between} is no timestep of training: take whole numbers, or another sampler`);
}

/** Exactly the level of a training timestep, pure noise where alphaBar is 0. */
export function trainingLevel({ alphasCumprod }: DiscreteSchedule, timestep: number): NoiseLevel {
  const alpha = alphasCumprod[timestep] as number;
  return alpha === 0 ? PURE_NOISE : variancePreserving(Math.sqrt((1 - alpha) / alpha));
}

/** The same also before timestep 0: clean, or the first training level, as set_alpha_to_one says. */
export function levelAtTimestep(table: DiscreteSchedule, timestep: number, endsClean: boolean): NoiseLevel {
  return timestep < 0 && endsClean ? CLEAN : trainingLevel(table, Math.max(timestep, 0));
}
