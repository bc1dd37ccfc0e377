import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { filledBatch, itemAt } from '../support/latents/batch.ts';

export default defineNode({
  type: 'invert_image',
  version: 1,
  migrations: [],
  title: 'Invert image',
  docs: `Turns every color into its opposite, as in a negative: 1 minus each channel. Black and white of a mask change places.

Invert, among the nodes of noise levels, brings a picture back to the noise that it could have come from.`,
  keywords: ['imageinvert', 'invertmask', 'invert mask', 'negative', 'mask', 'opposite', 'complement'],
  inputs: { image: port('image', 'The pictures or masks.') },
  parameters: z.object({}),
  outputs: { image: port('image', 'The same with opposite colors.') },
  preview: 'images',
  examples: [{ title: 'A negative', parameters: {} }],
  async compute({ inputs: { image } }, context) {
    const inverted = await filledBatch(batchSize(image), image, context, (out, index) => {
      const { data } = itemAt(image, index);
      for (let at = 0; at < out.length; at++) out[at] = 1 - (data[at] as number);
    });
    return { image: inverted };
  },
});
