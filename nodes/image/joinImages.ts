import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItems, batchSize, requireRoom } from '../../src/tensor/tensor.ts';
import { joined } from '../support/latents/batch.ts';
import { inShapeOf } from '../support/pictures/inShapeOf.ts';

export default defineNode({
  type: 'join_images',
  version: 1,
  migrations: [],
  title: 'Join images',
  docs: `Makes one batch of several pictures or batches, in the order of the inputs. Pictures of another size than the first are cut to its shape in the middle and scaled to it, as Batch Images of ComfyUI does.

Join batches does the same with latents.`,
  errors: ['A picture so much longer than the first that the cut leaves nothing of it.'],
  keywords: ['batchimagesnode', 'batch images', 'imagebatch', 'image batch', 'stack', 'concatenate', 'append', 'merge'],
  inputs: {
    images: port('image', 'A picture or a batch, in the order they should appear.', { repeat: { min: 1, max: 50 } }),
  },
  parameters: z.object({}),
  outputs: { image: port('image', 'All of them in one batch.') },
  preview: 'images',
  examples: [{ title: 'Two in one', parameters: {} }],
  async compute({ inputs: { images } }, context) {
    const [first] = images;
    const [, channels = 3, height = 1, width = 1] = first?.shape ?? [];
    const count = images.reduce((sum, image) => sum + batchSize(image), 0);
    requireRoom(count * channels * height * width);
    const alike = [];
    for (const image of images) alike.push(first ? await inShapeOf(image, first, context) : image);
    return { image: await joined(alike.flatMap(batchItems), context) };
  },
});
