import type { BetaSchedule } from './betas.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { SchedulerConfig } from './schedulerConfig.ts';

/**
 * What a network says of x = signal x0 + rate n: the noise n, v = signal n - rate x0, x0 itself, or the flow n - x0. Some networks give v
 * or the flow reversed.
 */
export type PredictionType = 'epsilon' | 'v_prediction' | 'reversed_v' | 'sample' | 'flow_prediction' | 'reversed_flow';

/** Height and width of latents in cells. */
export type LatentSize = readonly [height: number, width: number];

interface AnySchedule {
  readonly predictionType: PredictionType;
  readonly trainSteps: number;
  /** The scheduler_config.json of the model, from which each sampler takes its settings. */
  readonly config: SchedulerConfig;
  /** The noisiest level of training. */
  readonly noisiest: NoiseLevel;
  /** The level that a timestep stands for, fractional ones in between; beyond the ends the ends. */
  levelAt(timestep: number): NoiseLevel;
  /** The inverse of `levelAt`. */
  timestepAt(level: NoiseLevel): number;
  /** The same for latents of a size, where levels depend on it. */
  forSize(size: LatentSize): NoiseSchedule;
}

/** A table of noise levels, variance preserving (Ho et al., arXiv 2006.11239). Index = training timestep. */
export interface DiscreteSchedule extends AnySchedule {
  readonly kind: 'discrete';
  readonly betaSchedule: BetaSchedule;
  /** [T], the squared signal rate; 0 at the end after a zero-terminal-SNR rescale. */
  readonly alphasCumprod: Float32Array;
  /** [T], noise over signal, ascending; the last is 4096 where alphaBar is 0. */
  readonly sigmas: Float32Array;
}

/** Straight lines from the picture to noise, x = (1 - t) x0 + t n (Lipman et al., arXiv 2210.02747). Timestep = T t. */
export interface FlowSchedule extends AnySchedule {
  readonly kind: 'flow';
  /** [steps], where sampling starts and the times on its way, evenly spaced and not yet shifted. */
  times(steps: number): number[];
  /** Moves descending times in 0..1 towards the noise, as the model's configuration says for the size of the latents. */
  shifted(times: readonly number[]): number[];
  /** The same moved by exp(mu) (Esser et al., arXiv 2403.03206, eq. 23), or by mu itself where the shift is linear. */
  shiftedBy(mu: number): FlowSchedule;
  /** The same with this shift whatever the size of the latents, as if the model's configuration said so; one object for one shift. */
  fixedAt(shift: number): FlowSchedule;
}

/** Any sigma between two ends, and the network is told ln(sigma) / 4 (Karras et al., arXiv 2206.00364). */
export interface EdmSchedule extends AnySchedule {
  readonly kind: 'edm';
  /** Standard deviation of the clean latents in diffusers' units: latents on wires are divided by it. */
  readonly dataScale: number;
  /** [steps], descending, from one end of training to the other. */
  sigmas(steps: number): number[];
}

/** The levels that a network was trained at, and what it predicts there. */
export type NoiseSchedule = DiscreteSchedule | FlowSchedule | EdmSchedule;

/** @throws RangeError where a sampler that walks over the training table is asked to sample a model that has none. */
export function requireDiscrete(schedule: NoiseSchedule, sampler: string): DiscreteSchedule {
  if (schedule.kind === 'discrete') return schedule;
  throw new RangeError(
    `${sampler} walks over a table of training timesteps, which this model does not have (it was trained by flow matching or EDM): choose Euler or DPM++ 2M`,
  );
}
