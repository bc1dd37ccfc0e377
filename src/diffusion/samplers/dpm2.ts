import { flowLevel, isClean, type NoiseLevel, noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import { configuredSigmas, sigmaKeys, spacingKeys } from '../schedulerConfig.ts';
import { timestepAtSigma } from '../sigmas.ts';
import { roundHalfEven } from '../spacing.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import { firstOrderStep } from './firstOrder.ts';
import { defineSampler, type ScheduleRequest, type StepRequest, type StepResult } from './sampler.ts';
import { toldAt } from './sigmaSchedule.ts';
import { slopeAt, slopeStep } from './slope.ts';

export const dpm2Settings = { ...spacingKeys('linspace'), ...sigmaKeys };

type Settings = Parameters<typeof configuredSigmas>[0] & Parameters<typeof eulerSchedule>[2]['settings'];

/**
 * The midpoint method in ln sigma, k-diffusion's DPM-Solver-2 (Karras et al., arXiv 2206.00364; Lu et al., arXiv 2206.00927,
 * algorithm 1), as diffusers' KDPM2DiscreteScheduler; the last step is Euler's.
 */
export const dpm2 = defineSampler({
  id: 'dpm_2',
  title: 'DPM2',
  docs: 'Runs the network again halfway through each step: more accurate than Euler, at twice the time.',
  classes: ['KDPM2DiscreteScheduler'],
  trained: { beta_start: 0.00085, beta_end: 0.012 },
  follows: ['customSigmas', 'customTimesteps'],
  settings: dpm2Settings,
  schedule: (training, request, settings) => dpm2Schedule('dpm_2', training, request, settings),
  step: (request) => midpointStep(request, stepAt(request.schedule, request.index).to),
});

/** Karras sigmas tell the network whole timesteps, others fractional ones. */
export function dpm2Schedule(
  sampler: string,
  training: NoiseSchedule,
  request: ScheduleRequest,
  settings: Settings,
): Schedule {
  const kind = request.sigmas ?? configuredSigmas(settings);
  const whole = kind === 'karras' && training.kind === 'discrete' && !request.customSigmas;
  return eulerSchedule(training, request, {
    sampler,
    settings,
    kind,
    ...(whole && { timestep: (sigma) => roundHalfEven(timestepAtSigma(training.sigmas, sigma)) }),
  });
}

/** One step down to `target`, which lies at or below where the schedule's step arrives. */
export async function midpointStep(
  { x, index, schedule, training, denoise }: Pick<StepRequest, 'x' | 'index' | 'schedule' | 'training' | 'denoise'>,
  target: NoiseLevel,
): Promise<StepResult> {
  const { from, timestep } = stepAt(schedule, index);
  const denoised = await denoise(x, from, timestep);
  if (isClean(target)) return { x: firstOrderStep(x, denoised, from, target), denoised };
  const { kind } = training;
  const middle = between(from, target, kind);
  const there = slopeStep(x, slopeAt(x, denoised, from, kind), from, middle, kind);
  const seen = await denoise(there, middle, toldAt(middle, training));
  return { x: slopeStep(x, slopeAt(there, seen, middle, kind), from, target, kind), denoised };
}

/** The geometric mean of two sigmas, of times for flow matching. */
function between(a: NoiseLevel, b: NoiseLevel, kind: NoiseSchedule['kind']): NoiseLevel {
  return kind === 'flow'
    ? flowLevel(Math.sqrt(noiseRate(a) * noiseRate(b)))
    : variancePreserving(Math.sqrt(a.sigma * b.sigma));
}
