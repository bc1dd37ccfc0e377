import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { isClean, type NoiseLevel } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { stepAt } from '../schedule.ts';
import { ancestralStep } from './ancestral.ts';
import { firstOrderStep } from './firstOrder.ts';
import { halfway, kDiffusionKeys, kDiffusionSchedule, placeOf } from './kDiffusion.ts';
import { defineSampler } from './sampler.ts';
import { toldAt } from './sigmaSchedule.ts';

/**
 * k-diffusion's dpmpp_sde: two ancestral steps of DPM-Solver++ (Lu et al., arXiv 2211.01095), half way, and with what the
 * network says there all the way. Both draws lie on one Brownian path over sigma, as k-diffusion's do.
 */
export const dpmppSde = defineSampler({
  id: 'dpmpp_sde',
  title: 'DPM++ SDE',
  docs: 'Fresh noise at every step, and two runs of the network: rich detail in 8 to 15 steps, at twice the time.',
  draws: 2,
  ancestral: true,
  follows: ['customSigmas', 'customTimesteps'],
  classes: ['DPMSolverSDEScheduler'],
  trained: { beta_start: 0.00085, beta_end: 0.012 },
  settings: {
    ...kDiffusionKeys,
    noise_sampler_seed: z
      .undefined({ error: 'the seed of the node decides about the noise. Set it to null' })
      .optional(),
  },

  schedule: (training, request, keys) => kDiffusionSchedule('dpmpp_sde', training, request, keys),

  async step({ x, index, schedule, training, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    if (isClean(to)) return { x: firstOrderStep(x, denoised, from, to), denoised };
    const middle = halfway(from, to, training.kind);
    const there = stepBySigma(x, denoised, from, middle, () => noise(0));
    const seen = await denoise(there, middle, toldAt(middle, training));
    const share = shareBefore(middle, from, to, training.kind);
    return { x: stepBySigma(x, seen, from, to, () => wholeDraw(noise(0), noise(1), share)), denoised };
  },
});

/** The stochastic equation goes by sigma, not by time, for flow matching too. */
function stepBySigma(x: Tensor, denoised: Tensor, from: NoiseLevel, to: NoiseLevel, noise: () => Tensor): Tensor {
  return ancestralStep(x, denoised, from, to, 'discrete', noise);
}

/** How much of the way between two places lies before the middle: the share of the variance of a Brownian path. */
function shareBefore(middle: NoiseLevel, from: NoiseLevel, to: NoiseLevel, kind: NoiseSchedule['kind']): number {
  const [start, between, end] = [from, middle, to].map((level) => placeOf(level, kind)) as [number, number, number];
  return (start - between) / (start - end);
}

/** The N(0, I) increment over the whole way, from those over its two parts. */
function wholeDraw(first: Tensor, second: Tensor, share: number): Tensor {
  return weightedSum([
    [Math.sqrt(share), first],
    [Math.sqrt(1 - share), second],
  ]);
}
