import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import type { NoiseSchedule, SchedulerSettings, SigmaSpacing } from '../noiseSchedule.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import { respacedSigmas, sigmaAtTimestep, timestepAtSigma } from '../sigmas.ts';
import { roundHalfEven, spacedTimesteps } from '../spacing.ts';
import { checkSteps } from './checkSteps.ts';
import { firstOrderStep } from './firstOrder.ts';
import { thresholdDenoised } from './limitDenoised.ts';
import type { Sampler, ScheduleOptions } from './sampler.ts';
import { finalSigma, joinedSchedule } from './sigmaSchedule.ts';

/** What the step before saw, and where. */
interface Dpmpp2mHistory {
  readonly denoised: Tensor;
  readonly level: NoiseLevel;
}

/** DPM-Solver++ of second order, multistep, data prediction (Lu et al., arXiv 2211.01095, algorithm 2). */
export const dpmpp2m: Sampler = {
  id: 'dpmpp_2m',
  title: 'DPM++ 2M',
  docs: 'Deterministic second-order sampling that reuses the step before: the best pictures in 10 to 20 steps.',
  stochastic: false,
  options: [],

  schedule(training, options) {
    checkSteps(options.steps, training);
    const kind = options.sigmas ?? training.settings.sigmas;
    const parts = kind === 'normal' ? spacedParts(training, options) : respacedParts(training, options.steps, kind);
    return joinedSchedule({
      sampler: 'dpmpp_2m',
      initialScale: 1,
      timesteps: parts.timesteps,
      sigmas: [...parts.sigmas, finalSigma(training)],
    });
  },

  async step({ x, index, schedule, training: { settings }, history, denoise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const raw = await denoise(x, from, timestep);
    const denoised = settings.thresholding ? thresholdDenoised(raw, settings) : raw;
    const before = lowerOrder(schedule, index, settings) ? undefined : (history as Dpmpp2mHistory | undefined);
    const usable = before && before.level.sigma !== from.sigma && from.sigma !== to.sigma ? before : undefined;
    return {
      x: usable
        ? secondOrderStep(x, denoised, usable, from, to, settings.solverType)
        : firstOrderStep(x, denoised, from, to),
      denoised,
      history: { denoised, level: from } satisfies Dpmpp2mHistory,
    };
  },
};

/** The last step falls back to first order where it arrives at zero, and in short schedules. */
function lowerOrder({ steps }: Schedule, index: number, settings: SchedulerSettings): boolean {
  if (index < steps.length - 1) return false;
  return settings.finalSigma === 'zero' || settings.eulerAtFinal || (settings.lowerOrderFinal && steps.length < 15);
}

/** With lambda = -ln sigma: adds to the first-order step the slope of the denoised latents over the step before. */
function secondOrderStep(
  x: Tensor,
  denoised: Tensor,
  before: Dpmpp2mHistory,
  from: NoiseLevel,
  to: NoiseLevel,
  solver: SchedulerSettings['solverType'],
): Tensor {
  const h = Math.log(from.sigma / to.sigma);
  const slope = h / Math.log(before.level.sigma / from.sigma);
  const gain = to.signal * (1 - to.sigma / from.sigma);
  const bend = solver === 'midpoint' ? gain / 2 : to.signal - gain / h;
  return weightedSum([
    [noiseRate(to) / noiseRate(from), x],
    [gain + bend * slope, denoised],
    [-bend * slope, before.denoised],
  ]);
}

interface Parts {
  readonly timesteps: readonly number[];
  readonly sigmas: readonly number[];
}

function spacedParts(training: NoiseSchedule, { steps, spacing = 'auto' }: ScheduleOptions): Parts {
  const { settings, trainSteps, sigmas } = training;
  const timesteps = spacedTimesteps({
    spacing: spacing === 'auto' ? (settings.spacing ?? 'linspace') : spacing,
    steps,
    trainSteps,
    usableSteps: sigmas.filter((sigma) => -Math.log(sigma) >= settings.lambdaMinClipped).length,
    offset: settings.stepsOffset,
    points: 'droppedLast',
  });
  return { timesteps, sigmas: timesteps.map((timestep) => sigmaAtTimestep(sigmas, timestep)) };
}

/** Karras and exponential sigmas span the whole training range; networks of this sampler are told whole timesteps. */
function respacedParts(
  { sigmas, betaSchedule }: NoiseSchedule,
  steps: number,
  kind: Exclude<SigmaSpacing, 'normal'>,
): Parts {
  const respaced = respacedSigmas(kind, sigmas[sigmas.length - 1] as number, sigmas[0] as number, steps);
  const whole = kind === 'karras' && betaSchedule !== 'squaredcos_cap_v2' ? roundHalfEven : Math.trunc;
  return { sigmas: respaced, timesteps: respaced.map((sigma) => whole(timestepAtSigma(sigmas, sigma))) };
}
