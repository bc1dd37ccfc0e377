import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { CLEAN, type NoiseLevel, noiseRate, PURE_NOISE, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import { spacedTimesteps } from '../spacing.ts';
import { checkSteps } from './checkSteps.ts';
import { clipDenoised, thresholdDenoised } from './limitDenoised.ts';
import type { Sampler } from './sampler.ts';

/** Denoising diffusion implicit models (Song et al., arXiv 2010.02502), as diffusers' DDIMScheduler. */
export const ddim: Sampler = {
  id: 'ddim',
  title: 'DDIM',
  docs: 'Deterministic first-order sampling on training timesteps; eta puts noise back at each step.',
  stochastic: true,
  options: ['eta'],

  schedule(training, { steps, spacing = 'auto', sigmas = 'normal' }) {
    checkSteps(steps, training);
    if (sigmas !== 'normal') {
      throw new RangeError(
        `DDIM walks over training timesteps and cannot follow ${sigmas} sigmas: choose Euler or DPM++ 2M`,
      );
    }
    const { settings, trainSteps } = training;
    const timesteps = spacedTimesteps({
      spacing: spacing === 'auto' ? (settings.spacing ?? 'leading') : spacing,
      steps,
      trainSteps,
      offset: settings.stepsOffset,
      points: 'rounded',
    });
    const stride = Math.floor(trainSteps / steps);
    return {
      sampler: 'ddim',
      initialScale: 1,
      steps: timesteps.map((timestep) => ({
        from: levelAtTimestep(training, timestep),
        to: levelAtTimestep(training, timestep - stride),
        timestep,
      })),
    };
  },

  async step(request) {
    const { schedule, index, training, options, x } = request;
    const { from, to, timestep } = stepAt(schedule, index);
    const raw = await request.denoise(x, from, timestep);
    const denoised = limited(raw, training);
    const noiseScale = backNoise(from, to, options.eta ?? 0);
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
};

/** Exactly the training level, pure noise where alphaBar is 0; before timestep 0 what set_alpha_to_one says. */
function levelAtTimestep({ alphasCumprod, settings }: NoiseSchedule, timestep: number): NoiseLevel {
  if (timestep < 0 && (settings.setAlphaToOne ?? true)) return CLEAN;
  const alpha = alphasCumprod[Math.max(timestep, 0)] as number;
  return alpha === 0 ? PURE_NOISE : variancePreserving(Math.sqrt((1 - alpha) / alpha));
}

/** What DDIM believes: thresholded, else clipped, which is on unless the configuration says otherwise (diffusers' order). */
export function limited(denoised: Tensor, { settings }: NoiseSchedule): Tensor {
  if (settings.thresholding) return thresholdDenoised(denoised, settings);
  return (settings.clipSample ?? true) ? clipDenoised(denoised, settings.clipSampleRange) : denoised;
}

/** Standard deviation of the noise that eta puts back (eq. 16). */
function backNoise(from: NoiseLevel, to: NoiseLevel, eta: number): number {
  if (!(eta >= 0 && eta <= 1)) throw new RangeError(`eta lies between 0 and 1, not ${eta}`);
  const shrink = noiseRate(to) / noiseRate(from);
  return eta * shrink * Math.sqrt(Math.max(1 - (from.signal / to.signal) ** 2, 0));
}
