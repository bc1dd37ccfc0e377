import { z } from 'zod';
import { addNoise } from '../addNoise.ts';
import type { DiscreteSchedule } from '../noiseSchedule.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import {
  configuredSigmas,
  finalSigmaKeys,
  settingError,
  sigmaEndKeys,
  sigmaKeys,
  spacingKeys,
} from '../schedulerConfig.ts';
import { exponentialSigmas } from '../sigmas.ts';
import { type ChurnOptions, churnedStep, churnOptions, churnShare } from './churn.ts';
import { endingUnscaled } from './endingUnscaled.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import { firstOrderStep } from './firstOrder.ts';
import { defineSampler } from './sampler.ts';
import { finalSigma } from './sigmaSchedule.ts';

const settings = {
  ...spacingKeys('linspace'),
  ...sigmaKeys,
  ...finalSigmaKeys,
  ...sigmaEndKeys,
  /** How sigmas between training steps are found. */
  interpolation_type: z.enum(['linear', 'log_linear']).default('linear'),
  /** `continuous` tells a v-prediction network ln(sigma) / 4 (EDM) in place of a training index. */
  timestep_type: z.enum(['discrete', 'continuous']).default('discrete'),
  /** Flow matching: fresh noise at every step. */
  stochastic_sampling: z.boolean().default(false),
  /** Flow matching: counts from the noise. */
  invert_sigmas: z.boolean().default(false),
};

/** Euler's method on the probability flow (Karras et al., arXiv 2206.00364, algorithm 2 of first order). */
export const euler = defineSampler({
  id: 'euler',
  title: 'Euler',
  docs: 'Plain and predictable: good pictures in 20 to 30 steps.',
  draws: 1,
  classes: ['EulerDiscreteScheduler', 'FlowMatchEulerDiscreteScheduler', 'EDMEulerScheduler'],
  settings,
  check({ stochastic_sampling: stochastic, invert_sigmas: inverted }) {
    if (stochastic && inverted) {
      throw settingError(
        'stochastic_sampling',
        'with invert_sigmas diffusers takes the noise for the picture here. Set one of them to false',
      );
    }
  },
  options: churnOptions,
  // Limits count the sigmas of diffusers, and steps outside of them draw nothing.
  revision: ({ churn }) => (churn > 0 ? 1 : 0),
  follows: ['customSigmas', 'customTimesteps'],

  drawsAt(schedule, index, options) {
    return options.churn > 0 && shareAt(schedule, index, options) === 0 ? 0 : 1;
  },

  schedule(training, request, keys, options) {
    if (training.kind === 'flow' && options.churn > 0) {
      throw new RangeError(
        'Euler has no churn for flow matching models, nor has diffusers: set churn to 0, or choose Heun',
      );
    }
    const continuous = keys.timestep_type === 'continuous' && training.predictionType === 'v_prediction';
    const final = training.kind === 'discrete' ? finalSigma(keys.final_sigmas_type, training) : 0;
    const schedule = eulerSchedule(training, request, {
      sampler: 'euler',
      settings: keys,
      kind: configuredSigmas(keys),
      final,
      largest: keys.sigma_max,
      smallest: keys.sigma_min,
      ...(keys.interpolation_type === 'log_linear' && { sigmas: logLinear }),
      ...(continuous && { timestep: (sigma) => 0.25 * Math.log(sigma) }),
    });
    return final > 0 ? endingUnscaled(schedule) : schedule;
  },

  async step({ x, index, schedule, training, settings: keys, options, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    if (training.kind === 'flow') {
      return {
        denoised,
        x: keys.stochastic_sampling ? addNoise(denoised, noise(), to) : firstOrderStep(x, denoised, from, to),
      };
    }
    const share = shareAt(schedule, index, options);
    if (share === 0) return { denoised, x: firstOrderStep(x, denoised, from, to) };
    const point = { x, denoised, from, to };
    return { denoised, x: churnedStep(point, share, options.churn_noise, training, noise()) };
  },
});

function shareAt(schedule: Schedule, index: number, options: ChurnOptions): number {
  const place = stepAt(schedule, index).from.sigma * (schedule.sigmaScale ?? 1);
  return churnShare(options, place, schedule.steps.length);
}

/** Ignores the timesteps, and has one sigma more because it ends above zero. */
function logLinear(timesteps: readonly number[], { sigmas }: DiscreteSchedule): number[] {
  return exponentialSigmas(sigmas[sigmas.length - 1] as number, sigmas[0] as number, timesteps.length + 1);
}
