import { z } from 'zod';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { scheduleParameters } from '../support/samplingParameters.ts';

export default defineNode({
  type: 'schedule',
  version: 1,
  migrations: [],
  title: 'Schedule',
  docs: `Makes the list of noise levels that a sampler goes through, from noise to clean. Share one between Denoise, Denoise step, Add noise and Noise-level arithmetic, so all of them use the same levels.

sigma is the ratio of noise to signal. Spacing says which training timesteps are visited: evenly with both ends (linspace), from the low end (leading), or from the noisy end (trailing); "auto" is what the model's own configuration says. Karras and exponential sigmas put more steps at low noise.`,
  errors: [
    'More steps than the model has training levels.',
    'Karras or exponential sigmas for DDIM, which steps over training timesteps.',
    'Leading steps that would begin beyond the last training timestep: take fewer, or trailing spacing.',
  ],
  keywords: ['sigmas', 'scheduler', 'karras', 'timesteps'],
  inputs: { model: port('model', 'The network, which knows the levels that it was trained at.') },
  parameters: z.object({
    sampler: scheduleParameters.sampler.describe('The sampling method.'),
    steps: scheduleParameters.steps.describe('Number of steps from noise to clean latents.'),
    spacing: z
      .enum(['auto', 'linspace', 'leading', 'trailing'])
      .default('auto')
      .describe('Which training timesteps are visited; auto is what the model says.'),
    sigmas: z
      .enum(['auto', 'normal', 'karras', 'exponential'])
      .default('auto')
      .describe('How the noise levels are spread; auto is what the model says, for DDIM and Euler ancestral normal.')
      .meta({ choices: { karras: 'Karras' } }),
  }),
  outputs: { sigmas: port('sigmas', 'The schedule.') },
  examples: [
    { title: 'Twenty steps of DPM++ 2M', parameters: { sampler: 'dpmpp_2m', steps: 20 } },
    { title: 'Karras sigmas', parameters: { sampler: 'euler', steps: 20, sigmas: 'karras' } },
  ],
  compute({ inputs: { model }, parameters: { sampler, steps, spacing, sigmas } }) {
    const options = { steps, spacing, ...(sigmas !== 'auto' && { sigmas }) };
    return { sigmas: samplerById(sampler).schedule(model.training, options) };
  },
});
