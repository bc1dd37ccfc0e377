import { z } from 'zod';
import { addNoise } from '../addNoise.ts';
import { requireDiscrete } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import { distilledKeys, distilledOptions, distilledTimesteps } from './distilledTimesteps.ts';
import { firstOrderStep } from './firstOrder.ts';
import { defineSampler } from './sampler.ts';
import { joinedSchedule } from './sigmaSchedule.ts';
import { trainingLevel } from './tableWalk.ts';

/**
 * Strategic stochastic sampling of trajectory consistency models (Zheng et al., arXiv 2402.19159, algorithm 4), as diffusers'
 * TCDScheduler: down past the next level, and noise back up to it. The last step arrives at the first training level.
 */
export const tcd = defineSampler({
  id: 'tcd',
  title: 'TCD',
  docs: 'For models that were distilled to a few steps by trajectory consistency (TCD, Hyper-SD): 2 to 8 steps.',
  draws: 1,
  quietAtZero: 'gamma',
  classes: ['TCDScheduler'],
  trained: { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' },
  settings: distilledKeys,
  options: {
    ...distilledOptions,
    gamma: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .describe(
        'How far each step goes below its level before noise is added again. 0 is deterministic, 1 goes all the way.',
      )
      .meta({ control: 'slider', step: 0.05 }),
  },
  follows: ['customTimesteps'],

  schedule(training, request, keys, options) {
    const { table, timesteps } = distilledTimesteps(training, request, keys, options, 'TCD');
    return joinedSchedule({
      sampler: 'tcd',
      initialScale: 1,
      levels: [...timesteps, 0].map((timestep) => trainingLevel(table, timestep)),
      timesteps,
    });
  },

  async step({ x, index, schedule, training, options: { gamma }, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    const next = schedule.steps[index + 1];
    if (gamma === 0 || !next) return { x: firstOrderStep(x, denoised, from, to), denoised };
    const table = requireDiscrete(training, 'TCD');
    const below = trainingLevel(table, Math.floor(Math.fround(Math.fround(1 - gamma) * next.timestep)));
    return { x: addNoise(firstOrderStep(x, denoised, from, below), noise(), to, below), denoised };
  },
});
