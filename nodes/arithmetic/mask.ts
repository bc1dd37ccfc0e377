import { z } from 'zod';
import { maskedBlend } from '../../src/geometry/directions/maskedBlend.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { maskCells } from '../../src/images/maskCells.ts';
import { batchItems, batchSize } from '../../src/tensor/tensor.ts';
import { withGeometryErrors } from '../support/directions/geometry.ts';
import { at, commonBatch, filledBatch, itemAt } from '../support/latents/batch.ts';
import { requireTogether } from '../support/latents/compatibility.ts';

export default defineNode({
  type: 'mask',
  version: 1,
  migrations: [],
  title: 'Mask',
  docs: `Combines two points by a mask: a where it is white, b where it is black, a mix where it is grey. The result is m x a + (1 - m) x b for each latent cell, the same in all channels.

Typical setup: connect a picture from Encode to b, the same picture after Apply directions to a, and Load image to mask, followed by Decode.

The mask is a picture of any size: its brightness is averaged down to one value per cell (8 by 8 pixels in most models), so an edge is about a cell wide. Decoded, it may show as a seam; a little noise and a few steps of denoising fix it.

With the original picture as b and the changed one as a, the change stays inside the mask.`,
  errors: [
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['inpaint', 'region', 'local', 'composite', 'matte', 'alpha', 'spatial'],
  inputs: {
    a: port('latents', 'What shows where the mask is white.'),
    b: port('latents', 'What shows where it is black.'),
    mask: port('image', 'The mask; colours count by their brightness.'),
  },
  parameters: z.object({
    invert: z.boolean().default(false).describe('Swaps white and black.'),
  }),
  outputs: { latents: port('latents', 'The combined latents, at their level.') },
  examples: [
    { title: 'White shows a', parameters: {} },
    { title: 'White shows b', parameters: { invert: true } },
  ],
  async compute({ inputs: { a, b, mask }, parameters: { invert } }, context) {
    requireTogether('a', a, 'b', b);
    const count = commonBatch({ a: batchSize(a.tensor), b: batchSize(b.tensor), mask: batchSize(mask) });
    const [white, black] = invert ? [b, a] : [a, b];
    const cells: Float32Array[] = [];
    for (const picture of batchItems(mask)) cells.push(await paced(maskCells(picture, a.tensor), context));
    const tensor = await filledBatch(count, a.tensor, context, (out, index) => {
      const shown = itemAt(white.tensor, index);
      withGeometryErrors(() => maskedBlend(shown.data, itemAt(black.tensor, index).data, at(cells, index), out));
    });
    return { latents: { tensor, level: a.level, space: a.space } };
  },
});
