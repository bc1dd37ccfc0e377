import { addNoise } from '../addNoise.ts';
import { isClean } from '../noiseLevel.ts';
import { stepAt } from '../schedule.ts';
import { levelBelow } from './ancestral.ts';
import { dpm2Schedule, dpm2Settings, midpointStep } from './dpm2.ts';
import { defineSampler } from './sampler.ts';

/** DPM2 to a cleaner level, then noise back up to the next one, as k-diffusion and diffusers' KDPM2AncestralDiscreteScheduler. */
export const dpm2Ancestral = defineSampler({
  id: 'dpm_2_ancestral',
  title: 'DPM2 ancestral',
  docs: 'DPM2 with fresh noise at every step: livelier pictures that keep changing as steps are added.',
  draws: 1,
  ancestral: true,
  classes: ['KDPM2AncestralDiscreteScheduler'],
  trained: { beta_start: 0.00085, beta_end: 0.012 },
  follows: ['customSigmas', 'customTimesteps'],
  settings: dpm2Settings,
  schedule: (training, request, settings) => dpm2Schedule('dpm_2_ancestral', training, request, settings),

  async step(request) {
    const { from, to } = stepAt(request.schedule, request.index);
    if (isClean(to)) return midpointStep(request, to);
    const below = levelBelow(from, to, request.training.kind);
    const { x, denoised } = await midpointStep(request, below);
    return { x: addNoise(x, request.noise(), to, below), denoised };
  },
});
