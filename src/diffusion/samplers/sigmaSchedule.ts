import { CLEAN, flowLevel, type NoiseLevel, variancePreserving } from '../noiseLevel.ts';
import type { DiscreteSchedule, FlowSchedule, NoiseSchedule } from '../noiseSchedule.ts';
import { type Picked, picks } from '../pickedSigmas.ts';
import type { Schedule } from '../schedule.ts';
import { isPicked, type SigmaKind, spreads } from '../sigmas.ts';
import { checkSteps } from './checkSteps.ts';
import type { ScheduleRequest } from './sampler.ts';

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

/** What a network is told at a level that no schedule lists; reversed flows count from the noise. */
export function toldAt(level: NoiseLevel, training: NoiseSchedule): number {
  const timestep = Math.fround(training.timestepAt(level));
  return training.predictionType === 'reversed_flow' ? training.trainSteps - timestep : timestep;
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
 * The sigma after the last step of diffusers' DEIS and SA-Solver: the smallest of training, and where sigmas are spread anew the last of
 * them once more. A flow arrives at 0, unless its configuration is for these samplers (`staysInFlow`).
 */
export function endAtSmallest(last: number, kind: SigmaKind, training: NoiseSchedule, staysInFlow: boolean): number {
  if (training.kind === 'flow') return staysInFlow ? last : 0;
  if (isPicked(kind)) return 0;
  return kind === 'normal' && training.kind === 'discrete' ? finalSigma('sigma_min', training) : last;
}

/**
 * The levels of flow matching in diffusers' order (FlowMatchEulerDiscreteScheduler): evenly spaced times, shifted for the
 * model and the size, then spread anew between their own ends, and clean at last.
 */
export function flowMatchingSchedule(
  sampler: string,
  training: FlowSchedule,
  request: ScheduleRequest,
  kind: SigmaKind,
): Schedule {
  const times = flowTimes(training, request, kind).map(Math.fround);
  const told = training.predictionType === 'reversed_flow' ? times.map((time) => 1 - time) : times;
  return joinedSchedule({
    sampler,
    initialScale: 1,
    levels: [...times.map(flowLevel), CLEAN],
    timesteps: told.map((time) => Math.fround(time * training.trainSteps)),
  });
}

function flowTimes(training: FlowSchedule, { steps, ...lists }: ScheduleRequest, kind: SigmaKind): readonly number[] {
  const { trainSteps } = training;
  const listed =
    lists.customSigmas?.filter((time) => time > 0) ?? lists.customTimesteps?.map((timestep) => timestep / trainSteps);
  checkSteps(listed?.length ?? steps, training);
  if (!listed && isPicked(kind)) return pickedTimes(training, steps, kind);
  const shifted = training.shifted(listed ?? training.times(steps));
  if (kind === 'normal' || isPicked(kind)) return shifted;
  return spreads[kind](shifted[0] as number, shifted.at(-1) as number, shifted.length);
}

/** Descending. @throws RangeError for sigmas that were found by optimisation for other models. */
export function pickedTimes(training: FlowSchedule, steps: number, kind: Picked): number[] {
  if (kind === 'ays' || kind === 'ays_xl') {
    throw new RangeError(
      `${kind} sigmas were found for Stable Diffusion and do not fit flow matching: choose normal or beta`,
    );
  }
  return picks[kind](steps, trainedTimes(training));
}

/** All times of training as they are shifted, the cleanest first. */
function trainedTimes(training: FlowSchedule): number[] {
  const { trainSteps } = training;
  return training.shifted(Array.from({ length: trainSteps }, (_, i) => 1 - i / trainSteps)).reverse();
}
