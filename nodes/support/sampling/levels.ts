import type { Denoiser } from '../../../src/diffusion/model.ts';
import type { NoiseLevel } from '../../../src/diffusion/noiseLevel.ts';
import type { NoiseSchedule } from '../../../src/diffusion/noiseSchedule.ts';
import { levelBefore, type Schedule } from '../../../src/diffusion/schedule.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';

export const levelUnits = ['fraction', 'step', 'timestep', 'sigma'] as const;
/** How a level is given: share of the schedule from noise (0) to clean (1), step index, training timestep, or sigma. */
export type LevelUnit = (typeof levelUnits)[number];

/**
 * The step of a schedule, 0 .. n, that stands nearest to a level. n is the clean end.
 * @throws ArcspaceError when the value is out of the range of its unit, or of what the network was trained at.
 */
export function stepAtLevel(
  schedule: Schedule,
  { training }: Pick<Denoiser, 'training'>,
  value: number,
  unit: LevelUnit,
): number {
  const count = schedule.steps.length;
  switch (unit) {
    case 'fraction':
      return Math.round(inRange(value, 0, 1, unit) * count);
    case 'step':
      return Math.round(inRange(value, 0, count, unit));
    case 'timestep':
      return nearest(timesteps(schedule), inRange(value, 0, training.trainSteps, unit));
    case 'sigma':
      return nearest(sigmas(schedule), inRange(value, 0, largestSigma(schedule, training), unit));
  }
}

export interface LevelReading {
  readonly fraction: number;
  readonly step: number;
  readonly timestep: number;
  readonly level: NoiseLevel;
  readonly band: Band;
}

export type Band = 'layout' | 'palette and style' | 'texture';

/** All the ways to say where a step starts, and what an edit there changes. */
export function readLevel(schedule: Schedule, step: number, model: Denoiser): LevelReading {
  const timestep = timesteps(schedule)[step] ?? 0;
  return {
    fraction: step / schedule.steps.length,
    step,
    timestep,
    level: levelBefore(schedule, step),
    band: bandAt(levelBefore(schedule, step), model),
  };
}

/**
 * Which scale of the picture is still open at a level, by where the level lies among those of training: a network settles
 * the layout in the noisiest third or so, palette and style in the middle, texture at the end.
 */
function bandAt(level: NoiseLevel, { training }: Denoiser): Band {
  const below = training.timestepAt(level) / training.trainSteps;
  if (below > 0.7) return 'layout';
  return below > 0.3 ? 'palette and style' : 'texture';
}

function timesteps({ steps }: Schedule): number[] {
  return [...steps.map(({ timestep }) => timestep), 0];
}

/** The clean end counts as sigma 0. */
function sigmas(schedule: Schedule): number[] {
  return [...schedule.steps.map(({ from }) => from.sigma), 0];
}

/** Of training, or of the schedule where that begins above it. Pure noise has no sigma to be given. */
function largestSigma(schedule: Schedule, { noisiest }: NoiseSchedule): number {
  return Math.max(...sigmas(schedule).filter(Number.isFinite), noisiest.sigma);
}

/** An infinite entry is nearest to nothing but itself. */
function nearest(values: readonly number[], target: number): number {
  const distances = values.map((value) => (value === target ? 0 : Math.abs(value - target)));
  return distances.indexOf(Math.min(...distances));
}

function inRange(value: number, low: number, high: number, unit: LevelUnit): number {
  if (value >= low && value <= high) return value;
  throw new ArcspaceError(
    'invalid-level',
    `A level of ${value} is no ${unit}: it lies outside ${low} to ${Number(high.toPrecision(4))}.`,
    'Change the level, or the unit in which it is given.',
    { port: 'level' },
  );
}
