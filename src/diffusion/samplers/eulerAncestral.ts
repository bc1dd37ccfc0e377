import { weightedSum } from '../../tensor/weightedSum.ts';
import { stepAt } from '../schedule.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import type { Sampler } from './sampler.ts';

/** k-diffusion's ancestral Euler: overshoot to sigma_down, then noise back up to the next sigma. */
export const eulerAncestral: Sampler = {
  id: 'euler_ancestral',
  title: 'Euler ancestral',
  docs: 'Euler with fresh noise at every step: livelier pictures that keep changing as steps are added.',
  stochastic: true,
  options: [],

  schedule(training, options) {
    const settings = {
      ...training.settings,
      finalSigma: 'zero',
      interpolation: 'linear',
      timestepType: 'discrete',
    } as const;
    return eulerSchedule('euler_ancestral', { ...training, settings }, options, options.sigmas ?? 'normal');
  },

  async step({ x, index, schedule, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    const ratio = to.sigma / from.sigma;
    const up = to.sigma * Math.sqrt(1 - ratio * ratio);
    const down = to.sigma * ratio;
    return {
      denoised,
      x: weightedSum([
        [(to.signal * down) / (from.signal * from.sigma), x],
        [to.signal * (1 - down / from.sigma), denoised],
        ...(up > 0 ? [[to.signal * up, noise()] as const] : []),
      ]),
    };
  },
};
