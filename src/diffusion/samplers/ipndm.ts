import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { isClean } from '../noiseLevel.ts';
import { stepAt } from '../schedule.ts';
import { firstOrderStep } from './firstOrder.ts';
import { kDiffusionKeys, kDiffusionSchedule } from './kDiffusion.ts';
import { adamsBashforth } from './linearMultistep.ts';
import { defineSampler } from './sampler.ts';
import { slopeAt, slopeStep } from './slope.ts';

/** The slopes at the last steps, the oldest first; at most 3. */
type IpndmHistory = readonly Tensor[];

/**
 * Improved PNDM (Zhang & Chen, arXiv 2204.13902, section 4), as ComfyUI has it: Adams and Bashforth's weights of even steps over sigma,
 * or over the time of flow matching, however uneven the steps are. Of second order where steps change slowly.
 */
export const ipndm = defineSampler({
  id: 'ipndm',
  title: 'iPNDM',
  docs: 'Reuses up to four steps, weighed as if they were even: good pictures in 10 to 20 steps.',
  follows: ['customSigmas', 'customTimesteps'],
  classes: [],
  settings: kDiffusionKeys,
  options: {
    ipndm_order: z.int().min(1).max(4).default(4).describe('How many steps the slope is taken from.'),
  },

  schedule: (training, request, keys) => kDiffusionSchedule('ipndm', training, request, keys),

  async step({ x, index, schedule, training: { kind }, options, history, denoise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    if (isClean(to)) return { x: firstOrderStep(x, denoised, from, to), denoised };
    const slopes = [...((history as IpndmHistory | undefined) ?? []), slopeAt(x, denoised, from, kind)];
    const slope = adamsBashforth(slopes.slice(-options.ipndm_order));
    return {
      x: slopeStep(x, slope, from, to, kind),
      denoised,
      history: slopes.slice(-3) satisfies IpndmHistory,
    };
  },
});
