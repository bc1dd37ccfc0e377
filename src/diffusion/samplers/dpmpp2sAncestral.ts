import { isClean } from '../noiseLevel.ts';
import { stepAt } from '../schedule.ts';
import { ancestralStep, levelBelow } from './ancestral.ts';
import { firstOrderStep } from './firstOrder.ts';
import { halfway, kDiffusionKeys, kDiffusionSchedule } from './kDiffusion.ts';
import { defineSampler } from './sampler.ts';
import { toldAt } from './sigmaSchedule.ts';

/**
 * k-diffusion's dpmpp_2s_ancestral: a step of DPM-Solver++ of second order (Lu et al., arXiv 2211.01095, algorithm 1) to a
 * cleaner level, then noise back up to the next one. Flow matching: with the levels of ComfyUI's rectified flow variant.
 */
export const dpmpp2sAncestral = defineSampler({
  id: 'dpmpp_2s_ancestral',
  title: 'DPM++ 2S ancestral',
  docs: 'Fresh noise at every step, and two runs of the network: detailed pictures that keep changing as steps are added.',
  draws: 1,
  ancestral: true,
  follows: ['customSigmas', 'customTimesteps'],
  classes: [],
  settings: kDiffusionKeys,

  schedule: (training, request, keys) => kDiffusionSchedule('dpmpp_2s_ancestral', training, request, keys),

  async step({ x, index, schedule, training, denoise, noise }) {
    const { kind } = training;
    const { from, to, timestep } = stepAt(schedule, index);
    const denoised = await denoise(x, from, timestep);
    const below = levelBelow(from, to, kind);
    if (isClean(below)) return { x: ancestralStep(x, denoised, from, to, kind, noise), denoised };
    const middle = halfway(from, below, kind);
    const there = firstOrderStep(x, denoised, from, middle);
    const seen = await denoise(there, middle, toldAt(middle, training));
    return { x: ancestralStep(x, seen, from, to, kind, noise), denoised };
  },
});
