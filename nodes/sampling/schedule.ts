import { z } from 'zod';
import { picks } from '../../src/diffusion/pickedSigmas.ts';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import { sigmaKinds } from '../../src/diffusion/sigmas.ts';
import { timestepSpacings } from '../../src/diffusion/spacing.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { optionsOf, samplerOptions, samplerRevision } from '../support/sampling/samplerOptions.ts';
import { scheduleParameters } from '../support/sampling/samplingParameters.ts';

const spaced = { sigma_list: { empty: true }, timestep_list: { empty: true } } as const;

const ownList = (description: string) =>
  z.array(z.number().min(0).max(1e6)).max(1000).default([]).describe(description);

export default defineNode({
  type: 'schedule',
  version: 1,
  migrations: [],
  title: 'Schedule',
  docs: `Makes the list of noise levels that a sampler goes through, from noise to clean. Share one between Denoise, Denoise step, Add noise and Noise-level arithmetic, so all of them use the same levels.

sigma is the ratio of noise to signal; in flow matching models (SD3, FLUX) a level is a time from 0 to 1. Spacing says which training timesteps are visited: evenly with both ends (linspace), from the low end (leading), or from the noisy end (trailing); "auto" is what the model's own configuration says.

Sigmas says how the levels are spread. Karras and exponential put more steps at low noise, beta more at both ends. Simple, sgm uniform and ddim uniform are the schedules of those names in ComfyUI. AYS (Align your steps) was found by optimisation for Stable Diffusion 1.5, AYS XL for SDXL, both for about ten steps. A list of your own replaces all this.

The levels of some models depend on the size of the picture: connect latents of that size, or the size that the model was trained on counts.`,
  errors: [
    'More steps than the model has training levels.',
    'Karras or other sigmas for a sampler that steps over training timesteps, such as DDIM.',
    'Leading steps that would begin beyond the last training timestep: take fewer, or trailing spacing.',
    'A list that does not fall from one value to the next, or that the sampler cannot follow.',
  ],
  keywords: ['sigmas', 'scheduler', 'karras', 'timesteps', 'sgm uniform', 'align your steps', 'beta'],
  inputs: {
    model: port('model', 'The network, which knows the levels that it was trained at.'),
    latents: port('latents', 'Latents of the size that will be sampled, for models whose levels depend on it.', {
      optional: true,
    }),
  },
  parameters: z.object({
    sampler: scheduleParameters.sampler.describe('The sampling method.'),
    steps: scheduleParameters.steps.describe('Number of steps from noise to clean latents.').meta({
      shownWhen: [spaced, { sigma_list: { empty: true }, sigmas: Object.keys(picks) }],
    }),
    spacing: z
      .enum(['auto', ...timestepSpacings])
      .default('auto')
      .describe('Which training timesteps are visited; auto is what the model says.')
      .meta({ shownWhen: spaced }),
    sigmas: z
      .enum(['auto', ...sigmaKinds])
      .default('auto')
      .describe('How the noise levels are spread; auto is what the model says, where the sampler can follow it.')
      .meta({ choices: { karras: 'Karras', ays: 'AYS', ays_xl: 'AYS XL', lu: 'Lu' } }),
    sigma_list: ownList(
      'Sigmas of your own, from noisy to clean, the last being where sampling arrives (usually 0). They replace steps, spacing and sigmas.',
    ),
    timestep_list: ownList('Training timesteps of your own, from noisy to clean. They replace steps and spacing.'),
    ...samplerOptions,
  }),
  outputs: { sigmas: port('sigmas', 'The schedule.') },
  revision: samplerRevision,
  examples: [
    { title: 'Twenty steps of DPM++ 2M', parameters: { sampler: 'dpmpp_2m', steps: 20 } },
    { title: 'Karras sigmas', parameters: { sampler: 'euler', steps: 20, sigmas: 'karras' } },
    { title: 'Sigmas of your own', parameters: { sampler: 'euler', sigma_list: [14.6, 6, 2.5, 1, 0.3, 0] } },
  ],
  compute({ inputs: { model, latents }, parameters }) {
    const { steps, spacing, sigmas, sigma_list, timestep_list } = parameters;
    const sampler = samplerById(parameters.sampler);
    const [, , height, width] = latents?.tensor.shape ?? [];
    const size = height && width ? ([height, width] as const) : model.nativeSize;
    const schedule = sampler.schedule(model.training.forSize(size), {
      steps,
      spacing,
      ...(sigmas !== 'auto' && { sigmas }),
      ...(sigma_list.length > 0 && { customSigmas: sigma_list }),
      ...(timestep_list.length > 0 && { customTimesteps: timestep_list }),
      options: optionsOf(sampler, parameters),
    });
    return { sigmas: schedule };
  },
});
