import { CLEAN, describeLevel, isClean, type NoiseLevel, noiseRate, PURE_NOISE } from './noiseLevel.ts';

/** One step of a sampler: evaluate the denoiser at `from`, arrive at `to`. */
export interface ScheduleStep {
  readonly from: NoiseLevel;
  readonly to: NoiseLevel;
  /** What the network is told: a training index, fractional for Euler with linspace. */
  readonly timestep: number;
}

/** The levels that a sampler visits, from noise to clean. Flows along `sigmas` wires. */
export interface Schedule {
  /** Id of the sampler whose conventions made it. */
  readonly sampler: string;
  /** Fresh N(0, I) noise is multiplied by this to enter the first level, in the model's coordinates. */
  readonly initialScale: number;
  /** Values of the sampler's options for its steps; those left out have their defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the model's scheduler multiplies a sigma by: of EDM the deviation of its clean latents; absent for 1. */
  readonly sigmaScale?: number;
  readonly steps: readonly ScheduleStep[];
}

/** @throws RangeError when the schedule has no such step. */
export function stepAt(schedule: Schedule, index: number): ScheduleStep {
  const step = schedule.steps[index];
  if (!step) throw new RangeError(`there is no step ${index} in a schedule of ${schedule.steps.length}`);
  return step;
}

/**
 * The level of latents before step `index`, 0 .. n. After the last step they count as clean: that is what every pipeline
 * decodes, also where the sampler's own last level is the smallest training sigma (DDIM without set_alpha_to_one).
 */
export function levelBefore(schedule: Schedule, index: number): NoiseLevel {
  return index === schedule.steps.length ? CLEAN : stepAt(schedule, index).from;
}

/** Latents further than this from every level of a schedule are not on it. */
const tolerance = 1e-4;

/**
 * The step that starts at a level, so that sampling can go on from there; pure noise enters at step 0.
 * @throws RangeError with a sentence for clean latents and for levels that the schedule does not visit.
 */
export function stepIndexAt(schedule: Schedule, level: NoiseLevel): number {
  if (level.signal === PURE_NOISE.signal) return 0;
  if (isClean(level)) throw new RangeError('these latents are clean, there is nothing to denoise: add noise first');
  const distances = schedule.steps.map(({ from }) => distance(from, level));
  const nearest = Math.min(...distances);
  const index = distances.indexOf(nearest);
  if (nearest <= tolerance) return index;
  throw new RangeError(
    `these latents are at ${describeLevel(level)}, where none of the ${schedule.steps.length} steps of this schedule starts; ` +
      `the nearest is step ${index} at ${describeLevel(stepAt(schedule, index).from)}: ` +
      'go on with the schedule that made them, or bring them to that level with add noise',
  );
}

function distance(a: NoiseLevel, b: NoiseLevel): number {
  return Math.hypot(a.signal - b.signal, noiseRate(a) - noiseRate(b));
}
