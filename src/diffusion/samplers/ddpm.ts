import { z } from 'zod';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { CLEAN, noiseRate } from '../noiseLevel.ts';
import { type ScheduleStep, stepAt } from '../schedule.ts';
import { clipKeys, spacingKeys, thresholdKeys } from '../schedulerConfig.ts';
import { limitDenoised } from './limitDenoised.ts';
import { defineSampler } from './sampler.ts';
import { joinedSchedule } from './sigmaSchedule.ts';
import { trainingLevel, walkedTimesteps } from './tableWalk.ts';

const settings = {
  ...spacingKeys('leading'),
  ...clipKeys(true),
  ...thresholdKeys,
  /** Variance of the noise of a step: that of the posterior, or that of the way up. */
  variance_type: z
    .enum(['fixed_small', 'fixed_small_log', 'fixed_large'], {
      error: ({ input }) =>
        input === 'fixed_large_log'
          ? 'no reference gives its numbers, diffusers takes the root of a logarithm. Set fixed_large, which it stands for'
          : `"${input}" is not supported: networks that predict their variance are not. Set fixed_small or fixed_large`,
    })
    .default('fixed_small'),
};

/** Ancestral sampling of the training process (Ho et al., arXiv 2006.11239, algorithm 2) as diffusers' DDPMScheduler. */
export const ddpm = defineSampler({
  id: 'ddpm',
  title: 'DDPM',
  docs: 'The original: fresh noise at every step, and hundreds of steps.',
  draws: 1,
  ancestral: true,
  classes: ['DDPMScheduler', 'DDPMParallelScheduler'],
  settings,
  follows: ['customTimesteps'],

  schedule(training, request, keys) {
    const { table, timesteps } = walkedTimesteps(training, request, keys, 'DDPM');
    return joinedSchedule({
      sampler: 'ddpm',
      initialScale: 1,
      levels: [...timesteps.map((timestep) => trainingLevel(table, timestep)), CLEAN],
      timesteps,
    });
  },

  async step({ x, index, schedule, settings: keys, denoise, noise }) {
    const step = stepAt(schedule, index);
    const { from, to, timestep } = step;
    const denoised = limitDenoised(await denoise(x, from, timestep), keys);
    const left = (noiseRate(to) / noiseRate(from)) ** 2;
    const spread = standardDeviation(step, keys.variance_type === 'fixed_large');
    return {
      denoised,
      x: weightedSum([
        [(to.signal * freshShare(step)) / noiseRate(from) ** 2, denoised],
        [(from.signal / to.signal) * left, x],
        ...(spread > 0 ? [[spread, noise()] as const] : []),
      ]),
    };
  },
});

/** The variance that the way up adds between the two levels: beta of eq. 4. */
function freshShare({ from, to }: ScheduleStep): number {
  return 1 - (from.signal / to.signal) ** 2;
}

/** Of the noise of a step (section 3.2). The large kind adds noise to what it arrives at, too, unless that was timestep 0. */
function standardDeviation(step: ScheduleStep, large: boolean): number {
  const fresh = Math.sqrt(freshShare(step));
  if (large) return step.timestep > 0 ? fresh : 0;
  return (noiseRate(step.to) / noiseRate(step.from)) * fresh;
}
