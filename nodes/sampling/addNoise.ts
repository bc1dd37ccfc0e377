import { z } from 'zod';
import { drawnBefore, drawsTogether, noiseOrders, noiseTogether, pictureDraw } from '../../src/diffusion/drawnNoise.ts';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { PURE_NOISE, sameLevel } from '../../src/diffusion/noiseLevel.ts';
import { levelBefore, type Schedule } from '../../src/diffusion/schedule.ts';
import { seedDraw } from '../../src/diffusion/stepNoise.ts';
import { stepsOfStrength } from '../../src/diffusion/strength.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem, batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { batchOf, commonBatch, expanded, itemAt } from '../support/latents/batch.ts';
import { requireSameSize, requireSameSpace } from '../support/latents/compatibility.ts';
import { orderWords, seedParameter } from '../support/parameters/parameters.ts';
import { seedAt } from '../support/parameters/seedAt.ts';
import { stepAtLevel } from '../support/sampling/levels.ts';
import { noisedItem } from '../support/sampling/noising.ts';
import { scheduleFor } from '../support/sampling/sampling.ts';
import { scheduleParameters } from '../support/sampling/samplingParameters.ts';

const units = ['strength', 'step', 'timestep', 'sigma'] as const;

export default defineNode({
  type: 'add_noise',
  version: 2,
  migrations: [{ from: 1, migrate: (parameters) => ({ ...parameters, order: 'by_step' }) }],
  title: 'Add noise',
  docs: `Raises latents to a noise level of a schedule, so Denoise can repaint them from there: the core of image to image. The more noise, the less of the picture remains: first texture can change, then palette and style, then layout.

Typical setup: connect Load model, Load image and Encode, followed by Denoise and Decode.

x = signal x z + rate x noise, where the signal rate falls and the noise rate rises with the level, and signal² + rate² = 1.

"strength" counts as in diffusers: of n steps, the last floor(n x strength) are run, rounded up for flow matching models (SD3, FLUX); 0 changes nothing and 1 leaves almost nothing of the picture. A level can also be given as a step of the schedule, a training timestep or a sigma; then the nearest step is taken.

Use the same schedule here and in Denoise, from one Schedule node or by equal sampler and steps. Noise comes from the seed, or from a Noise node; several seeds make a batch of variations.`,
  errors: [
    'Latents that are noisier than the level already.',
    'A level outside the range of its unit, such as a strength above 1.',
    'Anything other than pure noise at "noise", or noise of another model or size.',
    'Latents of another model, or more steps than it has training levels.',
    'Latents and seeds, or latents and noises, of different counts, unless one of them is single.',
  ],
  keywords: ['img2img', 'image to image', 'noise', 'strength', 'renoise'],
  inputs: {
    model: port('model', 'The network that will denoise.'),
    latents: port('latents', 'The latents to add noise to, clean or less noisy than the level.'),
    noise: port('latents', 'Pure noise to use in place of the seed.', { optional: true }),
    sigmas: port('sigmas', 'A Schedule node, which then decides sampler and steps.', { optional: true }),
    level: port('number', 'The level, in the chosen unit.'),
    seed: port('numbers', 'Seeds of the noise, one for all or one per item.'),
  },
  parameters: z.object({
    level: z
      .number()
      .min(0)
      .max(10_000)
      .default(0.6)
      .describe('How much noise: as a strength it runs from 0 (none) to 1 (nearly all).')
      .meta({ step: 0.01 }),
    unit: z
      .enum(units)
      .default('strength')
      .describe(
        'How the level is given: as strength, as a step of the schedule, as a training timestep, or as a sigma.',
      ),
    seed: seedParameter('Seed of the noise.').meta({ perRun: 'next', hiddenByWire: 'noise' }),
    order: z
      .enum(noiseOrders)
      .default('diffusers')
      .describe(
        'Whose order of draws to follow. In that of diffusers one seed in Encode (sample), Add noise and Denoise gives its picture; A1111 and ComfyUI begin with the noise. Step by step gives each step the same noise wherever sampling begins.',
      )
      .meta({ choices: orderWords }),
    ...scheduleParameters,
  }),
  outputs: { latents: port('latents', 'The noised points, at a level of the schedule.') },
  examples: [
    { title: 'Keep the layout', parameters: { level: 0.6 } },
    { title: 'At a training timestep', parameters: { level: 400, unit: 'timestep' } },
  ],
  async compute({ inputs, parameters }, context) {
    const { model, latents, noise, seed } = inputs;
    requireSameSpace('model', model, 'latents', latents);
    const schedule = scheduleFor(inputs, parameters, latents.tensor);
    const step = startingStep(schedule, model, inputs.level, parameters.unit);
    const count = countOf(latents, noise, seed);
    if (step === schedule.steps.length) {
      context.warn('This level is the clean end of the schedule: no noise was added.');
      return { latents: { ...latents, tensor: expanded(latents.tensor, count) } };
    }
    const level = levelBefore(schedule, step);
    const together = noise || seed.length > 1 || !drawsTogether(parameters.order) ? 1 : count;
    const drawing = { noise, seeds: seed, draw: pictureDraw(parameters.order), together };
    const tensor = await batchOf(count, context, (index) => {
      const item = itemAt(latents.tensor, index);
      return noisedItem(item, noiseFor(item, drawing, index), latents.level, level);
    });
    const { order } = parameters;
    const own = order !== 'by_step' && noise?.drawn;
    const drawn = own ? { ...own, since: step } : drawnBefore(order, step, together);
    return { latents: { tensor, level, space: latents.space, drawn } };
  },
});

function startingStep(schedule: Schedule, model: Denoiser, value: number, unit: (typeof units)[number]): number {
  if (unit !== 'strength') return stepAtLevel(schedule, model, value, unit);
  const count = schedule.steps.length;
  if (value >= 0 && value <= 1) return count - stepsOfStrength(count, value, model.training);
  throw new ArcspaceError(
    'invalid-level',
    `A strength of ${value} lies outside 0 to 1.`,
    'Change the level or its unit.',
    {
      port: 'level',
    },
  );
}

function countOf(latents: Latents, noise: Latents | undefined, seeds: readonly number[]): number {
  if (!noise) return commonBatch({ latents: batchSize(latents.tensor), seed: seeds.length });
  requireNoise(noise);
  requireSameSpace('latents', latents, 'noise', noise);
  requireSameSize('latents', latents.tensor, 'noise', noise.tensor);
  return commonBatch({ latents: batchSize(latents.tensor), noise: batchSize(noise.tensor) });
}

function requireNoise(noise: Latents): void {
  if (sameLevel(noise.level, PURE_NOISE)) return;
  throw new ArcspaceError(
    'not-noise',
    '"noise" is not pure noise.',
    'Wire a Noise node to it, or leave it free and use the seed.',
    {
      port: 'noise',
    },
  );
}

interface Drawing {
  readonly noise: Latents | undefined;
  readonly seeds: readonly number[];
  readonly draw: number;
  readonly together: number;
}

function noiseFor(item: Tensor, { noise, seeds, draw, together }: Drawing, index: number): Tensor {
  if (noise) return itemAt(noise.tensor, index);
  const seed = seedAt(seeds, index);
  return together === 1
    ? seedDraw(seed, draw, item.shape)
    : batchItem(noiseTogether(seed, draw, together, item.shape), index);
}
