import { stepAt } from '../schedule.ts';
import { spacingKeys } from '../schedulerConfig.ts';
import { ancestralStep } from './ancestral.ts';
import { eulerSchedule } from './eulerSchedule.ts';
import { defineSampler } from './sampler.ts';

/** k-diffusion's ancestral Euler: overshoot to a cleaner level, then noise back up to the next one. */
export const eulerAncestral = defineSampler({
  id: 'euler_ancestral',
  title: 'Euler ancestral',
  docs: 'Euler with fresh noise at every step: livelier pictures that keep changing as steps are added.',
  draws: 1,
  ancestral: true,
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['EulerAncestralDiscreteScheduler'],
  settings: spacingKeys('linspace'),

  schedule(training, request, settings) {
    return eulerSchedule(training, request, { sampler: 'euler_ancestral', settings, kind: 'normal' });
  },

  async step({ x, index, schedule, training, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    return { x: ancestralStep(x, denoised, from, to, training.kind, noise), denoised };
  },
});
