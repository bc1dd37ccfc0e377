import { z } from 'zod';
import { afterNoise, drawnBefore, noiseTogether } from '../../src/diffusion/drawnNoise.ts';
import { PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchOf } from '../support/latents/batch.ts';
import { latentCells, newSizeParameters } from '../support/latents/latentCells.ts';
import { orderWords, seedParameter } from '../support/parameters/parameters.ts';
import { seedAt } from '../support/parameters/seedAt.ts';

export default defineNode({
  type: 'noise',
  version: 1,
  migrations: [],
  title: 'Noise',
  docs: `Draws a point of pure noise, the starting point of every picture. Each number is drawn from a normal distribution with mean 0 and variance 1, so the point lies close to a shell of radius sqrt(d) around the origin, where d is the number of values.

Typical setup: connect Load model and Seed, followed by Denoise.

A seed gives the same noise as torch.manual_seed(seed) followed by torch.randn on the CPU, so it means what it means in diffusers and ComfyUI. A list of seeds (from a Seed or Numbers node) makes a batch, one point per seed; with a count above 1 one seed makes a batch that is drawn at once, as diffusers and ComfyUI do for several pictures.`,
  errors: [
    'A width or height that is not a multiple of the smallest patch of the model: 8 px in most, 16 px in SD3 and FLUX.',
    'A seed on the wire that is not a whole number, or several seeds with a count above 1.',
  ],
  keywords: ['random', 'seed', 'gaussian', 'empty latent'],
  inputs: {
    model: port('model', 'The network that will denoise: it sets the space and the usual size.'),
    seed: port('numbers', 'One seed per point.'),
  },
  parameters: z.object({
    seed: seedParameter('Which noise to draw.').meta({ distinct: true, perRun: 'next' }),
    ...newSizeParameters,
    count: z
      .int()
      .min(1)
      .max(64)
      .default(1)
      .describe('How many points to draw at once from one seed, as diffusers and ComfyUI make a batch.')
      .meta({ step: 1 }),
    order: z
      .enum(['diffusers', 'comfyui'])
      .default('diffusers')
      .describe(
        'Whose noise the steps of a stochastic sampler get: diffusers (and A1111) go on with the same generator, ComfyUI starts another with the next seed.',
      )
      .meta({ choices: orderWords }),
  }),
  outputs: { latents: port('latents', 'Points of pure noise, one per seed.') },
  examples: [
    { title: 'The usual size', parameters: { seed: 7 } },
    { title: 'A wide picture', parameters: { seed: 7, width: 192, height: 128 } },
  ],
  async compute({ inputs, parameters }, context) {
    const { model, seed } = inputs;
    const shape = [
      1,
      model.space.channels,
      latentCells(model, 'height', parameters.height),
      latentCells(model, 'width', parameters.width),
    ];
    const { count, order } = parameters;
    const tensor =
      count === 1
        ? await batchOf(seed.length, context, (index) => initialNoise(seedAt(seed, index), shape))
        : noiseTogether(singleSeed(seed), 0, count, shape);
    const drawn = order === 'comfyui' ? drawnBefore(order, 0, count) : { ...afterNoise, together: count };
    return { latents: { tensor, level: PURE_NOISE, space: model.space, drawn } };
  },
});

function singleSeed(seeds: readonly number[]): number {
  if (seeds.length === 1) return seedAt(seeds, 0);
  throw new ArcspaceError(
    'batch-mismatch',
    `There are ${seeds.length} seeds, and several points can be drawn from one seed only.`,
    'Set the count to 1, which makes one point per seed, or connect one seed.',
    { port: 'count' },
  );
}
