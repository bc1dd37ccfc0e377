import type { NoiseSchedule } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';
import { configuredSigmas, settingError } from '../schedulerConfig.ts';
import type { DpmSettings, MultistepSettings } from './dpmSettings.ts';
import type { ScheduleRequest } from './sampler.ts';
import { finalSigma } from './sigmaSchedule.ts';
import { type SolverConventions, solverSchedule } from './solverSchedule.ts';

type Common = Omit<SolverConventions, 'rounds' | 'spacing' | 'offset'>;

/** The schedule of diffusers' DPMSolverMultistepScheduler. */
export function multistepSchedule(
  sampler: string,
  training: NoiseSchedule,
  request: ScheduleRequest,
  keys: MultistepSettings,
): Schedule {
  const common = commonConventions(sampler, keys);
  return solverSchedule(training, request, {
    ...common,
    kind: keys.use_lu_lambdas ? 'lu' : common.kind,
    spacing: keys.timestep_spacing,
    offset: keys.steps_offset,
    rounds: (kind, { betaSchedule }) => (kind === 'karras' || kind === 'lu') && betaSchedule !== 'squaredcos_cap_v2',
  });
}

/** The schedule of diffusers' DPMSolverSinglestepScheduler. */
export function singlestepSchedule(
  sampler: string,
  training: NoiseSchedule,
  request: ScheduleRequest,
  keys: DpmSettings,
): Schedule {
  return solverSchedule(training, request, {
    ...commonConventions(sampler, keys),
    spacing: 'linspace',
    offset: 0,
    rounds: (kind) => kind === 'karras',
  });
}

function commonConventions(sampler: string, keys: DpmSettings): Common {
  return {
    sampler,
    kind: configuredSigmas(keys),
    largest: keys.sigma_max,
    smallest: keys.sigma_min,
    lambdaMin: keys.lambda_min_clipped,
    final: (_last, _kind, training) => finalOf(training, keys),
    times: 'to clean',
  };
}

/** Where a configuration for another solver ends a flow above zero is that solver's affair. */
function finalOf(training: NoiseSchedule, { final_sigmas_type: type }: DpmSettings): number {
  if (training.kind === 'discrete') return finalSigma(type, training);
  if (type === 'zero' || !String(training.config._class_name).startsWith('DPMSolver')) return 0;
  throw settingError('final_sigmas_type', 'a flow has no smallest sigma of training: set it to "zero"');
}
