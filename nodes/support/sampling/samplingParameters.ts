import { z } from 'zod';
import { samplerIds, samplers } from '../../../src/diffusion/samplers/index.ts';
import type { Condition } from '../../../src/graph/defineNode.ts';
import { seedParameter } from '../parameters/parameters.ts';
import { samplerOptions } from './samplerOptions.ts';

const samplerTitles = Object.fromEntries(samplers.map(({ id, title }) => [id, title]));
const samplerSentences = Object.fromEntries(samplers.map(({ id, docs }) => [id, docs]));

/** Which sampler walks down, and in how many steps. Ignored where a schedule is wired. */
export const scheduleParameters = {
  sampler: z
    .enum(samplerIds)
    .default('dpmpp_2m')
    .describe('The sampling method. A schedule on the "sigmas" input decides instead.')
    .meta({ choices: samplerTitles, about: samplerSentences, hiddenByWire: 'sigmas' }),
  steps: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('Number of steps from noise to clean latents. A schedule on the "sigmas" input decides instead.')
    .meta({ unit: 'steps', step: 1, hiddenByWire: 'sigmas' }),
};

export const guidanceParameters = {
  guidance: z
    .number()
    .min(0)
    .max(30)
    .default(3)
    .describe(
      'How strongly to follow the prompt. At 1 or below the network runs once per step and uses the prompt alone; above, it runs twice and moves away from the negative prompt. FLUX dev and LCM are told the number and run once.',
    )
    .meta({ control: 'slider', step: 0.1 }),
};

export const samplingParameters = {
  ...scheduleParameters,
  ...samplerOptions,
  ...guidanceParameters,
  seed: seedParameter(
    'Seed of the noise that stochastic samplers add at each step (Euler ancestral, DDIM with eta above 0 and others). A list gives each item of the batch its own.',
  ),
};

/** Where a denoising node draws from its seed: for its sampler, perhaps that of a wired schedule, or for what a mask keeps. */
export const seedIsDrawnFrom: readonly Condition[] = [
  ...samplers.flatMap(({ id, quietAtZero }) => (quietAtZero ? [{ sampler: id, [quietAtZero]: { above: 0 } }] : [])),
  { sampler: samplers.filter(({ draws, quietAtZero }) => draws > 0 && !quietAtZero).map(({ id }) => id) },
  { sigmas: { wired: true } },
  { mask: { wired: true } },
];
