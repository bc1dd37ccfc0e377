import { z } from 'zod';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { addNoise } from '../addNoise.ts';
import { CLEAN, isClean } from '../noiseLevel.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import { clipKeys, configuredSigmas, sigmaKeys, thresholdKeys } from '../schedulerConfig.ts';
import { distilledKeys, distilledOptions, distilledTimesteps } from './distilledTimesteps.ts';
import { limitDenoised } from './limitDenoised.ts';
import { defineSampler } from './sampler.ts';
import { flowMatchingSchedule, joinedSchedule } from './sigmaSchedule.ts';
import { trainingLevel } from './tableWalk.ts';

const settings = {
  ...distilledKeys,
  ...sigmaKeys,
  ...clipKeys(false),
  ...thresholdKeys,
  /** How fast the point itself stops counting as timesteps grow. */
  timestep_scaling: z.number().positive().default(10),
  invert_sigmas: z
    .literal(false, {
      error:
        'diffusers takes the noise for the picture here. Set it to false, or choose FlowMatchEulerDiscreteScheduler',
    })
    .default(false),
  scale_factors: z.undefined({ error: 'latents that grow from step to step are not supported' }).optional(),
  upscale_mode: z.string().optional(),
};

/**
 * Multistep sampling of consistency models: what the network believes, noised anew to the next level (Song et al., arXiv
 * 2303.01469, algorithm 1; Luo et al., arXiv 2310.04378), as diffusers' LCMScheduler and FlowMatchLCMScheduler. The last step
 * arrives at the belief itself.
 */
export const lcm = defineSampler({
  id: 'lcm',
  title: 'LCM',
  docs: 'For models that were distilled to a few steps (LCM, Hyper-SD, and LoRAs of the kind): 2 to 8 steps.',
  draws: 1,
  ancestral: true,
  classes: ['LCMScheduler', 'FlowMatchLCMScheduler'],
  trained: { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' },
  settings,
  options: distilledOptions,
  follows: ['customTimesteps', 'customSigmas'],

  schedule(training, request, keys, options) {
    if (training.kind === 'flow') {
      const schedule = flowMatchingSchedule('lcm', training, request, request.sigmas ?? configuredSigmas(keys));
      return request.customTimesteps ? telling(request.customTimesteps, schedule) : schedule;
    }
    const { table, timesteps } = distilledTimesteps(training, request, keys, options, 'LCM');
    return joinedSchedule({
      sampler: 'lcm',
      initialScale: 1,
      levels: [...timesteps.map((timestep) => trainingLevel(table, timestep)), CLEAN],
      timesteps,
    });
  },

  async step({ x, index, schedule, training, settings: keys, denoise, noise }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const believed = limitDenoised(await denoise(x, from, timestep), keys);
    const scaled = training.kind === 'flow' ? Number.POSITIVE_INFINITY : timestep * keys.timestep_scaling;
    const [own, believes] = boundaryWeights(scaled);
    const denoised = weightedSum([
      [believes, believed],
      [own, x],
    ]);
    return { x: isClean(to) ? denoised : addNoise(denoised, noise(), to), denoised };
  },
});

/** The levels are shifted for the model; of timesteps that were asked for the network hears as they are, as in diffusers. */
function telling(timesteps: readonly number[], schedule: Schedule): Schedule {
  const steps = schedule.steps.map((step, i) => ({ ...step, timestep: Math.fround(timesteps[i] as number) }));
  return { ...schedule, steps };
}

/** c_skip and c_out (arXiv 2310.04378, section 4.1, with sigma_data 0.5): near timestep 0 a point is its own answer. */
function boundaryWeights(scaled: number): readonly [own: number, believed: number] {
  if (scaled === Number.POSITIVE_INFINITY) return [0, 1];
  const whole = scaled ** 2 + 0.25;
  return [0.25 / whole, scaled / Math.sqrt(whole)];
}
