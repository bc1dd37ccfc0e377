import { type NoiseLevel, variancePreserving } from './noiseLevel.ts';
import { levelBefore, type Schedule } from './schedule.ts';
import { sigmaAtTimestep } from './sigmas.ts';
import type { TrainingSchedule } from './trainingSchedule.ts';

/** A place in a schedule as a person names it; `fraction` runs from 0 (noise) to 1 (clean). */
export type LevelQuery =
  | { readonly fraction: number }
  | { readonly step: number }
  | { readonly timestep: number }
  | { readonly sigma: number };

/** One place in a schedule, read on all four scales. */
export interface LevelReading {
  readonly level: NoiseLevel;
  readonly fraction: number;
  /** Steps done by then, 0 .. n. */
  readonly step: number;
  /** 0 at the end. */
  readonly timestep: number;
  readonly sigma: number;
}

/** Every place where a run can stop: before each step, and the end. */
export function levelReadings(schedule: Schedule): LevelReading[] {
  const count = schedule.steps.length;
  return Array.from({ length: count + 1 }, (_, step) => {
    const level = levelBefore(schedule, step);
    return { level, step, fraction: step / count, timestep: schedule.steps[step]?.timestep ?? 0, sigma: level.sigma };
  });
}

/**
 * The place of a schedule nearest to what was asked; sigmas compare by their angle atan(sigma), so that 0 and infinity do.
 * @throws RangeError for a fraction outside [0, 1] and a step that the schedule does not have.
 */
export function levelAt(schedule: Schedule, query: LevelQuery): LevelReading {
  const readings = levelReadings(schedule);
  if ('step' in query) return exactly(readings, query.step);
  if ('fraction' in query) {
    if (!(query.fraction >= 0 && query.fraction <= 1)) {
      throw new RangeError(`a fraction of a schedule lies between 0 and 1, not ${query.fraction}`);
    }
    return nearest(readings, ({ fraction }) => Math.abs(fraction - query.fraction));
  }
  if ('timestep' in query) return nearest(readings, ({ timestep }) => Math.abs(timestep - query.timestep));
  return nearest(readings, ({ sigma }) => Math.abs(Math.atan(sigma) - Math.atan(query.sigma)));
}

/** The level of a training timestep, perhaps fractional, without any schedule; the ends beyond. */
export function trainingLevel(training: TrainingSchedule, timestep: number): NoiseLevel {
  return variancePreserving(sigmaAtTimestep(training.sigmas, timestep));
}

function exactly(readings: readonly LevelReading[], step: number): LevelReading {
  const reading = readings[step];
  if (!reading) throw new RangeError(`there is no step ${step} in a schedule of ${readings.length - 1}`);
  return reading;
}

function nearest(readings: readonly LevelReading[], distance: (reading: LevelReading) => number): LevelReading {
  return readings.reduce((best, reading) => (distance(reading) < distance(best) ? reading : best));
}
