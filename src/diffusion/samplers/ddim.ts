import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import { clipKeys, readSettings, spacingKeys, thresholdKeys } from '../schedulerConfig.ts';
import { limitDenoised } from './limitDenoised.ts';
import { defineSampler } from './sampler.ts';
import { levelAtTimestep, walkedTimesteps } from './tableWalk.ts';

const limitKeys = { ...clipKeys(true), ...thresholdKeys };

const settings = {
  ...spacingKeys('leading'),
  ...limitKeys,
  /** Whether the last step arrives at alphaBar = 1 or at the first training level. */
  set_alpha_to_one: z.boolean().default(true),
};

/** Denoising diffusion implicit models (Song et al., arXiv 2010.02502), as diffusers' DDIMScheduler. */
export const ddim = defineSampler({
  id: 'ddim',
  title: 'DDIM',
  docs: 'The classic of 50 steps, the same every time: what Invert can walk back; eta adds noise at each step.',
  draws: 1,
  quietAtZero: 'eta',
  classes: ['DDIMScheduler', 'DDIMParallelScheduler', 'DDIMInverseScheduler'],
  settings,
  options: {
    eta: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('Share of the noise that is put back at each step. 0 is deterministic.')
      .meta({ control: 'slider', step: 0.05 }),
  },

  schedule(training, request, keys) {
    const { table, timesteps } = walkedTimesteps(training, request, keys, 'DDIM');
    const stride = Math.floor(table.trainSteps / request.steps);
    return {
      sampler: 'ddim',
      initialScale: 1,
      steps: timesteps.map((timestep) => ({
        from: levelAtTimestep(table, timestep, keys.set_alpha_to_one),
        to: levelAtTimestep(table, timestep - stride, keys.set_alpha_to_one),
        timestep,
      })),
    };
  },

  async step(request) {
    const { schedule, index, training, options, x } = request;
    const { from, to, timestep } = stepAt(schedule, index);
    const raw = await request.denoise(x, from, timestep);
    const denoised = limited(raw, training);
    const noiseScale = backNoise(from, to, options.eta);
    const direction = Math.sqrt(Math.max(noiseRate(to) ** 2 - noiseScale ** 2, 0)) / noiseRate(from);
    return {
      denoised,
      x: weightedSum([
        [direction, x],
        [-direction * from.signal, raw],
        [to.signal, denoised],
        ...(noiseScale > 0 ? [[noiseScale, request.noise()] as const] : []),
      ]),
    };
  },
});

const limits = z.object(limitKeys);

/** What DDIM believes: clipped unless the configuration says otherwise. */
export function limited(denoised: Tensor, { config }: NoiseSchedule): Tensor {
  return limitDenoised(denoised, readSettings(config, limits));
}

/** Standard deviation of the noise that eta puts back (eq. 16). */
function backNoise(from: NoiseLevel, to: NoiseLevel, eta: number): number {
  const shrink = noiseRate(to) / noiseRate(from);
  return eta * shrink * Math.sqrt(Math.max(1 - (from.signal / to.signal) ** 2, 0));
}
