import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { CLEAN, type NoiseLevel, noiseRate, PURE_NOISE, variancePreserving } from '../noiseLevel.ts';
import { type DiscreteSchedule, type NoiseSchedule, requireDiscrete } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import { clipKeys, readSettings, spacingKeys, thresholdKeys } from '../schedulerConfig.ts';
import { spacedTimesteps } from '../spacing.ts';
import { checkSteps } from './checkSteps.ts';
import { clipDenoised, thresholded } from './limitDenoised.ts';
import { defineSampler } from './sampler.ts';

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
  docs: 'Deterministic first-order sampling on training timesteps; eta puts noise back at each step.',
  draws: 1,
  classes: ['DDIMScheduler', 'DDIMInverseScheduler'],
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

  schedule(training, { steps, spacing = 'auto', sigmas = 'normal' }, keys) {
    checkSteps(steps, training);
    if (sigmas !== 'normal') {
      throw new RangeError(
        `DDIM walks over training timesteps and cannot follow ${sigmas} sigmas: choose Euler or DPM++ 2M`,
      );
    }
    const table = requireDiscrete(training, 'DDIM');
    const timesteps = spacedTimesteps({
      spacing: spacing === 'auto' ? keys.timestep_spacing : spacing,
      steps,
      trainSteps: table.trainSteps,
      offset: keys.steps_offset,
      points: 'rounded',
    });
    const stride = Math.floor(table.trainSteps / steps);
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

/** Exactly the training level, pure noise where alphaBar is 0; before timestep 0 what set_alpha_to_one says. */
export function levelAtTimestep({ alphasCumprod }: DiscreteSchedule, timestep: number, endsClean: boolean): NoiseLevel {
  if (timestep < 0 && endsClean) return CLEAN;
  const alpha = alphasCumprod[Math.max(timestep, 0)] as number;
  return alpha === 0 ? PURE_NOISE : variancePreserving(Math.sqrt((1 - alpha) / alpha));
}

const limits = z.object(limitKeys);

/** What DDIM believes: thresholded, else clipped, which is on unless the configuration says otherwise (diffusers' order). */
export function limited(denoised: Tensor, { config }: NoiseSchedule): Tensor {
  const keys = readSettings(config, limits);
  if (keys.thresholding) return thresholded(denoised, keys);
  return keys.clip_sample ? clipDenoised(denoised, keys.clip_sample_range) : denoised;
}

/** Standard deviation of the noise that eta puts back (eq. 16). */
function backNoise(from: NoiseLevel, to: NoiseLevel, eta: number): number {
  const shrink = noiseRate(to) / noiseRate(from);
  return eta * shrink * Math.sqrt(Math.max(1 - (from.signal / to.signal) ** 2, 0));
}
