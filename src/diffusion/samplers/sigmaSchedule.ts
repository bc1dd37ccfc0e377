import { CLEAN, flowLevel, type NoiseLevel, variancePreserving } from '../noiseLevel.ts';
import type { DiscreteSchedule, FlowSchedule } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';
import type { SigmaKind } from '../sigmas.ts';
import { spreads } from '../sigmas.ts';
import { checkSteps } from './checkSteps.ts';

export interface SigmaScheduleParts {
  readonly sampler: string;
  readonly initialScale: number;
  /** One more than there are timesteps: the last is where sampling arrives. */
  readonly levels: readonly NoiseLevel[];
  readonly timesteps: readonly number[];
}

/** A schedule whose steps join: each starts where the one before arrived. */
export function joinedSchedule({ sampler, initialScale, levels, timesteps }: SigmaScheduleParts): Schedule {
  return {
    sampler,
    initialScale,
    steps: timesteps.map((timestep, i) => ({
      from: levels[i] as NoiseLevel,
      to: levels[i + 1] as NoiseLevel,
      timestep,
    })),
  };
}

/** Sigmas rounded to float32, as diffusers'. */
export function levelsOf(sigmas: readonly number[]): NoiseLevel[] {
  return sigmas.map((sigma) => variancePreserving(Math.fround(sigma)));
}

/** The sigma after the last step: 0 (default) or the smallest that the network was trained at. */
export function finalSigma(type: 'zero' | 'sigma_min', { sigmas }: DiscreteSchedule): number {
  return type === 'zero' ? 0 : (sigmas[0] as number);
}

/**
 * The levels of flow matching in diffusers' order (FlowMatchEulerDiscreteScheduler): evenly spaced times, shifted for the
 * model and the size, then spread anew between their own ends, and clean at last.
 */
export function flowMatchingSchedule(
  sampler: string,
  training: FlowSchedule,
  steps: number,
  kind: SigmaKind,
): Schedule {
  checkSteps(steps, training);
  const shifted = training.shifted(training.times(steps));
  const spread = kind === 'normal' ? shifted : spreads[kind](shifted[0] as number, shifted.at(-1) as number, steps);
  const times = spread.map(Math.fround);
  const told = training.predictionType === 'reversed_flow' ? times.map((time) => 1 - time) : times;
  return joinedSchedule({
    sampler,
    initialScale: 1,
    levels: [...times.map(flowLevel), CLEAN],
    timesteps: told.map((time) => Math.fround(time * training.trainSteps)),
  });
}
