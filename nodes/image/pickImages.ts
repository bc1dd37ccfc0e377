import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItem, batchSize } from '../../src/tensor/tensor.ts';
import { joined } from '../support/latents/batch.ts';
import { requireWhole } from '../support/parameters/requireWhole.ts';

export default defineNode({
  type: 'pick_images',
  version: 1,
  migrations: [],
  title: 'Pick images',
  docs: `Takes some pictures out of a batch: it leaves out the first "skip" and takes the next "count", or as many as there are. Of a batch that is shorter the last picture is taken, as by Image From Batch of ComfyUI.

Pick from batch does the same with latents, counted from 1.`,
  errors: ['A number to skip or to take that is no whole number, or none to take.'],
  keywords: ['imagefrombatch', 'image from batch', 'get image', 'select', 'slice', 'index', 'frame', 'split'],
  inputs: {
    image: port('image', 'The batch to take from.'),
    skip: port('number', 'How many are left out, in place of the parameter.'),
    count: port('number', 'How many are taken, in place of the parameter.'),
  },
  parameters: z.object({
    skip: z
      .int()
      .min(0)
      .max(4095)
      .default(0)
      .describe('How many pictures are left out at the beginning.')
      .meta({ step: 1 }),
    count: z.int().min(1).max(4096).default(1).describe('How many are taken, at most.').meta({ step: 1 }),
  }),
  outputs: { image: port('image', 'What was taken, in order.') },
  preview: 'images',
  examples: [
    { title: 'The first one', parameters: {} },
    { title: 'All but the first', parameters: { skip: 1, count: 4096 } },
  ],
  async compute({ inputs: { image, skip, count } }, context) {
    requireWhole('skip', skip, 0);
    requireWhole('count', count, 1);
    const present = batchSize(image);
    const first = Math.min(skip, present - 1);
    const length = Math.min(count, present - first);
    const items = Array.from({ length }, (_, index) => batchItem(image, first + index));
    return { image: await joined(items, context) };
  },
});
