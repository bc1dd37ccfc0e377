import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { pictureSheet } from '../../src/images/pictureSheet.ts';
import { batchItems, sameShape, type Tensor } from '../../src/tensor/tensor.ts';
import { pictureSize } from '../support/pictures/pictureSize.ts';

export default defineNode({
  type: 'image_grid',
  version: 1,
  migrations: [],
  title: 'Image grid',
  docs: `Lays pictures side by side in one picture. All pictures of all inputs are placed row by row, in the order of the inputs and of each batch.

With several batches of equal length and as many columns, each batch is one row: a table of what was varied.`,
  errors: ['Pictures of different sizes.'],
  keywords: ['contact sheet', 'tile', 'montage', 'side by side', 'sweep'],
  inputs: {
    images: port('image', 'Pictures or batches of pictures, one after the other.', { repeat: { min: 1, max: 16 } }),
  },
  parameters: z.object({
    columns: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe('How many pictures stand in a row; 0 makes the grid about square.')
      .meta({ step: 1 }),
    gap: z.int().min(0).max(200).default(4).describe('Space between pictures.').meta({ unit: 'px', step: 1 }),
    shade: z
      .number()
      .min(0)
      .max(1)
      .default(0.08)
      .describe('Grey of the space between, from 0 (black) to 1 (white).')
      .meta({ control: 'slider', step: 0.01 }),
  }),
  outputs: { image: port('image', 'One picture that shows them all.') },
  preview: 'images',
  terminal: true,
  examples: [
    { title: 'About square', parameters: {} },
    { title: 'Three in a row', parameters: { columns: 3, gap: 8 } },
  ],
  async compute({ inputs, parameters: { columns, gap, shade } }, context) {
    const pictures = inputs.images.flatMap(batchItems);
    requireOneSize(pictures);
    const across = columns === 0 ? Math.ceil(Math.sqrt(pictures.length)) : columns;
    return { image: await paced(pictureSheet(pictures, { columns: across, gap, shade }), context) };
  },
});

function requireOneSize(pictures: readonly Tensor[]): void {
  const [first] = pictures;
  if (!first)
    throw new ArcspaceError('missing-input', 'An image grid needs at least one picture.', 'Wire one.', {
      port: 'images',
    });
  const other = pictures.find((picture) => !sameShape(picture, first));
  if (!other) return;
  throw new ArcspaceError(
    'different-size',
    `The grid received pictures of ${pictureSize(first)} and of ${pictureSize(other)}.`,
    'Set the same width and height in Load image.',
    { port: 'images' },
  );
}
