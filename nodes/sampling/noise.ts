import { z } from 'zod';
import type { Denoiser } from '../../src/diffusion/model.ts';
import { PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import { initialNoise } from '../../src/diffusion/stepNoise.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { at, batchOf } from '../support/batch.ts';
import { seedParameter } from '../support/parameters.ts';
import { patchSide } from '../support/patchSide.ts';

const side = (name: string) =>
  z
    .int()
    .min(0)
    .max(4096)
    .default(0)
    .describe(`${name} of the picture in pixels; 0 is the size that the model was trained on.`)
    .meta({ unit: 'px', step: 8, zero: 'as trained' });

export default defineNode({
  type: 'noise',
  version: 1,
  migrations: [],
  title: 'Noise',
  docs: `Draws a point of pure noise, the starting point of every picture. Each number is drawn from a normal distribution with mean 0 and variance 1, so the point lies close to a shell of radius sqrt(d) around the origin, where d is the number of values.

Typical setup: connect Load model and Seed, followed by Denoise.

A seed gives the same noise as torch.manual_seed(seed) followed by torch.randn on the CPU, so it means what it means in diffusers and ComfyUI. A list of seeds (from a Seed or Numbers node) makes a batch, one point per seed.`,
  errors: [
    'A width or height that is not a multiple of the smallest patch of the model: 8 px in most, 16 px in SD3 and FLUX.',
    'A seed on the wire that is not a whole number.',
  ],
  keywords: ['random', 'seed', 'gaussian', 'empty latent'],
  inputs: {
    model: port('model', 'The network that will denoise: it sets the space and the usual size.'),
    seed: port('numbers', 'One seed per point.'),
  },
  parameters: z.object({
    seed: seedParameter('Which noise to draw.'),
    width: side('Width'),
    height: side('Height'),
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
      cells(model, 'height', parameters.height),
      cells(model, 'width', parameters.width),
    ];
    const tensor = await batchOf(seed.length, context, (index) => initialNoise(at(seed, index), shape));
    return { latents: { tensor, level: PURE_NOISE, space: model.space } };
  },
});

/** Pixels to latent cells. @throws ArcspaceError unless the side is a multiple of what the model reads at once. */
function cells(model: Denoiser, port: 'width' | 'height', pixels: number): number {
  const { downscale } = model.space;
  const patch = patchSide(model.space);
  if (pixels === 0) return model.nativeSize[port === 'height' ? 0 : 1];
  if (pixels % patch === 0) return pixels / downscale;
  throw new ArcspaceError(
    'invalid-size',
    `A ${port} of ${pixels} px is not a multiple of ${patch} px, the smallest patch of ${model.name}.`,
    `Take ${Math.max(1, Math.round(pixels / patch)) * patch} px.`,
    { port },
  );
}
