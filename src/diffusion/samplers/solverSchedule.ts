import { CLEAN, flowLevel, type NoiseLevel } from '../noiseLevel.ts';
import type { DiscreteSchedule, FlowSchedule, NoiseSchedule } from '../noiseSchedule.ts';
import { picks } from '../pickedSigmas.ts';
import type { Schedule } from '../schedule.ts';
import { settingError } from '../schedulerConfig.ts';
import { isPicked, type SigmaKind, type Spread, sigmaAtTimestep, spreads, timestepAtSigma } from '../sigmas.ts';
import { linspace, roundHalfEven, spacedTimesteps, type TimestepSpacing } from '../spacing.ts';
import { checkSteps, checkTimesteps } from './checkSteps.ts';
import { edmSteps } from './edmSteps.ts';
import type { ScheduleRequest } from './sampler.ts';
import { joinedSchedule, levelsOf, pickedTimes } from './sigmaSchedule.ts';

/** What differs between the schedules of DPM++, DEIS and UniPC in diffusers. */
export interface SolverConventions {
  readonly sampler: string;
  readonly spacing: TimestepSpacing;
  readonly offset: number;
  /** How sigmas are spread where the person does not say. */
  readonly kind: SigmaKind;
  /** Ends of sigmas that are spread anew; default those of training. */
  readonly largest?: number | undefined;
  readonly smallest?: number | undefined;
  /** Training steps whose ln(signal / noise) is below are left out. */
  readonly lambdaMin?: number;
  /** Whether timesteps of sigmas that are spread anew are rounded; otherwise they are cut off. */
  rounds(kind: Spread, training: DiscreteSchedule): boolean;
  /** The sigma after the last step, or the time of flow matching. */
  final(last: number, kind: SigmaKind, training: NoiseSchedule): number;
  /** Whether the times of flow matching begin at 1 and stop before 1 / T, or begin at 1 - 1 / T and stop before 0. */
  readonly times: 'from noise' | 'to clean';
}

/** Where the steps start, what the network is told there, and where the last one arrives: sigmas, or times. */
interface Parts {
  readonly starts: readonly number[];
  readonly timesteps: readonly number[];
  readonly final: number;
}

/**
 * The schedules of diffusers' solvers: whole timesteps, one more than asked for with the cleanest left out; sigmas that are
 * spread anew span the whole training range; unit noise enters. Flow matching: evenly spaced times, shifted for the model.
 */
export function solverSchedule(
  training: NoiseSchedule,
  request: ScheduleRequest,
  conventions: SolverConventions,
): Schedule {
  const { sampler } = conventions;
  if (training.kind === 'edm') return edmSteps(sampler, training, request, request.sigmas);
  const kind = request.sigmas ?? conventions.kind;
  if (request.sigmas === undefined) requireFlowEnds(training, conventions);
  const { starts, timesteps, final } =
    training.kind === 'flow'
      ? flowParts(training, request, kind, conventions)
      : discreteParts(training, request, kind, conventions);
  const levels = training.kind === 'flow' ? flowLevels([...starts, final]) : levelsOf([...starts, final]);
  return joinedSchedule({ sampler, initialScale: 1, timesteps, levels });
}

function flowLevels(times: readonly number[]): NoiseLevel[] {
  return times.map((time) => (time === 0 ? CLEAN : flowLevel(Math.fround(time))));
}

function discreteParts(
  training: DiscreteSchedule,
  request: ScheduleRequest,
  kind: SigmaKind,
  conventions: SolverConventions,
): Parts {
  const { customSigmas, customTimesteps } = request;
  if (customSigmas) return { ...picked(customSigmas.slice(0, -1), training), final: customSigmas.at(-1) as number };
  if (customTimesteps) return ended(spaced(customTimesteps.map(Math.trunc), training), 'normal', training, conventions);
  checkSteps(request.steps, training);
  return ended(startsOf(training, request, kind, conventions), kind, training, conventions);
}

type Starts = Omit<Parts, 'final'>;

function ended(starts: Starts, kind: SigmaKind, training: NoiseSchedule, { final }: SolverConventions): Parts {
  return { ...starts, final: final(starts.starts.at(-1) as number, kind, training) };
}

function startsOf(
  training: DiscreteSchedule,
  request: ScheduleRequest,
  kind: SigmaKind,
  conventions: SolverConventions,
): Starts {
  if (isPicked(kind)) return picked(picks[kind](request.steps, training.sigmas), training);
  if (kind === 'normal') return spaced(spacedOf(training, request, conventions), training);
  const { largest = training.sigmas.at(-1) as number, smallest = training.sigmas[0] as number } = conventions;
  const sigmas = spreads[kind](largest, smallest, request.steps);
  const whole = conventions.rounds(kind, training) ? roundHalfEven : Math.trunc;
  return { starts: sigmas, timesteps: sigmas.map((sigma) => whole(timestepAtSigma(training.sigmas, sigma))) };
}

function spacedOf(training: DiscreteSchedule, request: ScheduleRequest, conventions: SolverConventions): number[] {
  const { spacing = 'auto', steps } = request;
  const { lambdaMin = Number.NEGATIVE_INFINITY } = conventions;
  return spacedTimesteps({
    spacing: spacing === 'auto' ? conventions.spacing : spacing,
    steps,
    trainSteps: training.trainSteps,
    usableSteps: training.sigmas.filter((sigma) => -Math.log(sigma) >= lambdaMin).length,
    offset: conventions.offset,
    points: 'droppedLast',
  });
}

function spaced(timesteps: readonly number[], training: DiscreteSchedule): Starts {
  checkSteps(timesteps.length, training);
  const within = checkTimesteps(timesteps, training);
  return { timesteps: within, starts: within.map((timestep) => sigmaAtTimestep(training.sigmas, timestep)) };
}

function picked(sigmas: readonly number[], training: DiscreteSchedule): Starts {
  checkSteps(sigmas.length, training);
  return { starts: sigmas, timesteps: sigmas.map((sigma) => roundHalfEven(timestepAtSigma(training.sigmas, sigma))) };
}

/** So that ln sigma is finite where sampling starts. */
const shortOfNoise = 1e-6;

function flowParts(
  training: FlowSchedule,
  request: ScheduleRequest,
  kind: SigmaKind,
  conventions: SolverConventions,
): Parts {
  const times = flowTimes(training, request, kind, conventions).map((time) => Math.min(time, 1 - shortOfNoise));
  const told = training.predictionType === 'reversed_flow' ? times.map((time) => 1 - time) : times;
  const timesteps = told.map((time) => Math.trunc(time * training.trainSteps));
  return ended({ starts: times, timesteps }, kind, training, conventions);
}

function flowTimes(
  training: FlowSchedule,
  { steps, customSigmas, customTimesteps }: ScheduleRequest,
  kind: SigmaKind,
  { times, largest, smallest }: SolverConventions,
): readonly number[] {
  const { trainSteps } = training;
  const listed = customSigmas?.filter((time) => time > 0) ?? customTimesteps?.map((timestep) => timestep / trainSteps);
  checkSteps(listed?.length ?? steps, training);
  if (!listed && isPicked(kind)) return pickedTimes(training, steps, kind);
  if (!listed && isSpread(kind) && largest && smallest) {
    return spreads[kind](largest, smallest, steps).map((sigma) => sigma / (1 + sigma));
  }
  const shifted = training.shifted(listed ?? evenTimes(steps, trainSteps, times));
  return isSpread(kind) ? spreads[kind](shifted[0] as number, shifted.at(-1) as number, shifted.length) : shifted;
}

function isSpread(kind: SigmaKind): kind is Spread {
  return Object.hasOwn(spreads, kind);
}

/** @throws RangeError for a configuration that would spread the sigmas of a noise table, which a flow does not have. */
function requireFlowEnds(
  { kind, config }: NoiseSchedule,
  { kind: spread, largest, smallest }: SolverConventions,
): void {
  if (kind === 'discrete' || config.use_flow_sigmas !== true || spread === 'normal' || (largest && smallest)) return;
  throw settingError(
    'use_flow_sigmas',
    `with it, ${spread} sigmas need a sigma_min and a sigma_max: add both, or choose one way to spread sigmas`,
  );
}

/** In the arithmetic of diffusers, which cuts them off to whole timesteps. */
function evenTimes(steps: number, trainSteps: number, times: SolverConventions['times']): number[] {
  const fromNoise = linspace(1, 1 / trainSteps, steps + 1);
  if (times === 'from noise') return fromNoise.slice(0, steps);
  return fromNoise
    .slice(1)
    .map((time) => 1 - time)
    .reverse();
}
