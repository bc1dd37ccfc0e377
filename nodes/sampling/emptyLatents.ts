import { z } from 'zod';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { zeros } from '../../src/tensor/tensor.ts';
import { latentCells, newSizeParameters } from '../support/latents/latentCells.ts';

const MOST = 64;

export default defineNode({
  type: 'empty_latents',
  version: 1,
  migrations: [],
  title: 'Empty latents',
  docs: `Latents of a size with every number 0: the blank sheet that KSampler starts from. They say how large the picture will be and how many are made.

Typical setup: connect Load model, followed by KSampler. Denoise starts from Noise instead.`,
  errors: [
    'A width or height that is not a multiple of the smallest patch of the model: 8 px in most, 16 px in SD3 and FLUX.',
    'A count that is no whole number from 1 to 64.',
  ],
  keywords: ['empty latent image', 'emptylatentimage', 'blank', 'size', 'resolution', 'batch size'],
  inputs: {
    model: port('model', 'The network that will denoise: it sets the space and the usual size.'),
    width: port('number', 'The width, in place of the parameter.', { unit: 'px' }),
    height: port('number', 'The height, in place of the parameter.', { unit: 'px' }),
    count: port('number', 'How many pictures to make, in place of the parameter.'),
  },
  parameters: z.object({
    ...newSizeParameters,
    count: z.int().min(1).max(MOST).default(1).describe('How many pictures to make at once.').meta({ step: 1 }),
  }),
  outputs: { latents: port('latents', 'Clean latents of zeros.') },
  examples: [{ title: 'A wide picture', parameters: { width: 192, height: 128 } }],
  compute({ inputs: { model, width, height, count } }) {
    requireCount(count);
    const size = [latentCells(model, 'height', height), latentCells(model, 'width', width)];
    const tensor = zeros([count, model.space.channels, ...size]);
    return { latents: { tensor, level: CLEAN, space: model.space } };
  },
});

function requireCount(count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= MOST) return;
  throw new ArcspaceError(
    'invalid-value',
    `${count} pictures cannot be made at once.`,
    `Connect a whole number from 1 to ${MOST}.`,
    {
      port: 'count',
    },
  );
}
