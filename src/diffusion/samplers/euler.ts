import { stepAt } from '../schedule.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import { firstOrderStep } from './firstOrder.ts';
import type { Sampler } from './sampler.ts';

/** Euler's method on the probability flow (Karras et al., arXiv 2206.00364, algorithm 2 without churn). */
export const euler: Sampler = {
  id: 'euler',
  title: 'Euler',
  docs: 'Deterministic first-order sampling on any sigmas: plain, predictable, a good first choice.',
  stochastic: false,
  options: [],

  schedule(training, options) {
    return eulerSchedule('euler', training, options, options.sigmas ?? training.settings.sigmas);
  },

  async step({ x, index, schedule, denoise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    return { x: firstOrderStep(x, denoised, from, to), denoised };
  },
};
