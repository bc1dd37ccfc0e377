import { noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule, SigmaSpacing } from '../noiseSchedule.ts';
import type { Schedule, ScheduleStep } from '../schedule.ts';
import { exponentialSigmas, respacedSigmas, sigmaAtTimestep, timestepAtSigma } from '../sigmas.ts';
import { spacedTimesteps } from '../spacing.ts';
import { checkSteps } from './checkSteps.ts';
import type { ScheduleOptions } from './sampler.ts';
import { finalSigma, joinedSchedule } from './sigmaSchedule.ts';

/**
 * The sigmas of k-diffusion's Euler family as diffusers spaces them: timesteps by the spacing table, sigmas interpolated
 * there, then re-spaced between their own ends where Karras or exponential sigmas are asked for.
 */
export function eulerSchedule(
  sampler: string,
  training: NoiseSchedule,
  options: ScheduleOptions,
  kind: SigmaSpacing,
): Schedule {
  checkSteps(options.steps, training);
  const { settings } = training;
  const asked = options.spacing ?? 'auto';
  const spacing = asked === 'auto' ? (settings.spacing ?? 'linspace') : asked;
  const spaced = spacedTimesteps({
    spacing,
    steps: options.steps,
    trainSteps: training.trainSteps,
    offset: settings.stepsOffset,
    points: 'exact',
  });
  const base = interpolatedSigmas(training, spaced);
  const sigmas = kind === 'normal' ? base : withinRange(training, base, kind);
  const timesteps =
    kind === 'normal' ? spaced : sigmas.map((sigma) => Math.fround(timestepAtSigma(training.sigmas, sigma)));
  const largest = variancePreserving(Math.max(...sigmas));
  const schedule = joinedSchedule({
    sampler,
    initialScale: spacing === 'leading' ? 1 : noiseRate(largest),
    sigmas: [...sigmas, finalSigma(training)],
    timesteps: toldTimesteps(training, timesteps, sigmas),
  });
  return {
    ...schedule,
    steps: schedule.steps.map((step, i) => (i === options.steps - 1 ? endingUnscaled(step) : step)),
  };
}

/** What the last step reaches is decoded as it is: x0 + sigma n unscaled, also where sigma ends above zero. */
function endingUnscaled(step: ScheduleStep): ScheduleStep {
  return { ...step, to: { sigma: step.to.sigma, signal: 1 } };
}

/** At the timesteps; log-linear interpolation ignores them, and has one sigma more because it ends above zero. */
function interpolatedSigmas({ settings, sigmas }: NoiseSchedule, timesteps: readonly number[]): number[] {
  if (settings.interpolation === 'linear') return timesteps.map((timestep) => sigmaAtTimestep(sigmas, timestep));
  return exponentialSigmas(sigmas[sigmas.length - 1] as number, sigmas[0] as number, timesteps.length + 1);
}

function withinRange({ settings }: NoiseSchedule, base: readonly number[], kind: 'karras' | 'exponential'): number[] {
  const max = settings.sigmaMax ?? (base[0] as number);
  const min = settings.sigmaMin ?? (base[base.length - 1] as number);
  return respacedSigmas(kind, max, min, base.length);
}

/** A continuous v-prediction network (EDM) is told ln(sigma) / 4. */
function toldTimesteps(
  training: NoiseSchedule,
  timesteps: readonly number[],
  sigmas: readonly number[],
): readonly number[] {
  const continuous = training.settings.timestepType === 'continuous' && training.predictionType === 'v_prediction';
  return continuous ? timesteps.map((_, i) => 0.25 * Math.log(sigmas[i] as number)) : timesteps;
}
