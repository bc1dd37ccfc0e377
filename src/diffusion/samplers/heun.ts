import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { isClean, noiseRate } from '../noiseLevel.ts';
import { type Schedule, type ScheduleStep, stepAt } from '../schedule.ts';
import { clipKeys, configuredSigmas, sigmaKeys, spacingKeys } from '../schedulerConfig.ts';
import { type ChurnOptions, churnOptions, churnShare } from './churn.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import { firstOrderStep } from './firstOrder.ts';
import { clipped } from './limitDenoised.ts';
import { defineSampler } from './sampler.ts';
import { toldAt } from './sigmaSchedule.ts';
import { slopeAt, slopeStep } from './slope.ts';

/** Heun's method on the probability flow (Karras et al., arXiv 2206.00364, algorithm 1); the last step is Euler's. */
export const heun = defineSampler({
  id: 'heun',
  title: 'Heun',
  docs: 'Runs the network twice a step: more accurate than Euler, at twice the time.',
  draws: 2,
  quietAtZero: 'churn',
  classes: ['HeunDiscreteScheduler', 'FlowMatchHeunDiscreteScheduler'],
  trained: { beta_start: 0.00085, beta_end: 0.012 },
  follows: ['customSigmas', 'customTimesteps'],
  settings: { ...spacingKeys('linspace'), ...sigmaKeys, ...clipKeys(false) },
  options: churnOptions,

  /** diffusers draws for the second half too, where nothing comes of it. */
  drawsAt(schedule, index, options) {
    if (shareAt(schedule, index, options) === 0) return 0;
    return isClean(stepAt(schedule, index).to) ? 1 : 2;
  },

  schedule(training, request, settings, options) {
    if (training.kind !== 'flow' && options.churn > 0) {
      throw new RangeError(
        'Heun has churn for flow matching models only, as in diffusers: set churn to 0, or choose Euler',
      );
    }
    return eulerSchedule(training, request, { sampler: 'heun', settings, kind: configuredSigmas(settings) });
  },

  async step({ x, index, schedule, training, settings, options, denoise, noise }) {
    const { kind } = training;
    const { from, to, timestep } = stepAt(schedule, index);
    const share = shareAt(schedule, index, options);
    const denoised = clipped(await denoise(x, from, timestep), settings);
    if (share === 0 && isClean(to)) return { x: firstOrderStep(x, denoised, from, to), denoised };
    const believed = slopeAt(x, denoised, from, kind);
    const slope = share === 0 ? believed : weightedSum([[1 / (1 + share), believed]]);
    const along =
      share === 0
        ? (way: Tensor) => slopeStep(x, way, from, to, kind)
        : churnedWay(x, stepAt(schedule, index), share, options.churn_noise, noise());
    const there = along(slope);
    if (isClean(to)) return { x: there, denoised };
    const next = schedule.steps[index + 1]?.timestep ?? toldAt(to, training);
    const arrived = clipped(await denoise(there, to, next), settings);
    const mean = weightedSum([
      [0.5, slope],
      [0.5, slopeAt(there, arrived, to, kind)],
    ]);
    return { x: along(mean), denoised };
  },
});

/** diffusers divides churn by the calls of the network, of which the last step has one. */
function shareAt(schedule: Schedule, index: number, options: ChurnOptions): number {
  return churnShare(options, noiseRate(stepAt(schedule, index).from), 2 * schedule.steps.length - 1);
}

/**
 * The way from a time that is later by `share`, as FlowMatchHeunDiscreteScheduler goes it: what the network said of the point
 * before the noise counts for the point after it, and the picture in it is not made fainter.
 */
function churnedWay(x: Tensor, { from, to }: ScheduleStep, share: number, strength: number, noise: Tensor) {
  const time = noiseRate(from);
  const later = time * (1 + share);
  const start = weightedSum([
    [1, x],
    [strength * Math.sqrt(later ** 2 - time ** 2), noise],
  ]);
  return (slope: Tensor) =>
    weightedSum([
      [1, start],
      [noiseRate(to) - later, slope],
    ]);
}
