import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Report } from '../../src/graph/report.ts';
import { pictureDifference } from '../../src/images/pictureDifference.ts';
import { scaled } from '../../src/images/scaleMethods.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { commonBatch, itemAt } from '../support/latents/batch.ts';
import { differenceFigures } from '../support/pictures/differenceFigures.ts';
import { pictureSize } from '../support/pictures/pictureSize.ts';

export default defineNode({
  type: 'compare_images',
  version: 1,
  migrations: [],
  title: 'Compare images',
  docs: `Shows two pictures on one node for comparison. Pictures of different sizes are refused, or the second is scaled to the size of the first, whichever "sizes" says. The report says how much they differ: the mean difference of a colour value, from 0 to 255, and the peak signal-to-noise ratio in decibels (about 30 dB looks alike; of equal pictures it says "equal").`,
  errors: [
    'Pictures of different sizes, unless they are to be scaled.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['image compare', 'imagecompare', 'comparer', 'difference', 'before and after', 'psnr', 'diff'],
  inputs: { a: port('image', 'The first picture.'), b: port('image', 'The second picture.') },
  parameters: z.object({
    sizes: z
      .enum(['same', 'scaled'])
      .default('same')
      .describe('Whether both must have the same size, or the second is scaled to that of the first.')
      .meta({ choices: { same: 'Must be the same', scaled: 'Scale the second' } }),
  }),
  outputs: {
    a: port('image', 'The first picture, passed through.'),
    b: port('image', 'The second picture, in the size in which it was compared.'),
    report: port('report', 'How much each pair differs.'),
  },
  preview: 'images',
  terminal: true,
  examples: [
    { title: 'Before and after', parameters: {} },
    { title: 'Before and after it was enlarged', parameters: { sizes: 'scaled' } },
  ],
  async compute({ inputs: { a, b: second }, parameters: { sizes } }, context) {
    const [, , height = 1, width = 1] = a.shape;
    const isOther = pictureSize(a) !== pictureSize(second);
    const b = isOther && sizes === 'scaled' ? await paced(scaled(second, width, height, 'bilinear'), context) : second;
    if (pictureSize(a) !== pictureSize(b)) {
      throw new ArcspaceError(
        'different-size',
        `"a" is ${pictureSize(a)}, "b" is ${pictureSize(b)}.`,
        'Choose to scale the second, or set the same width and height in Load image.',
        { port: 'b' },
      );
    }
    const count = commonBatch({ a: batchSize(a), b: batchSize(b) });
    const rows: (number | string)[][] = [];
    for (let index = 0; index < count; index++) {
      const difference = await paced(pictureDifference(itemAt(a, index), itemAt(b, index)), context);
      rows.push([index + 1, ...differenceFigures(difference)]);
    }
    return { a, b, report: reportOf(rows) };
  },
});

function reportOf(rows: readonly (readonly (number | string)[])[]): Report {
  return {
    title: 'Comparison',
    notes: [],
    tables: [
      {
        title: 'How far apart',
        columns: [
          { name: 'pair' },
          { name: 'mean difference', unit: 'of 255' },
          { name: 'peak signal to noise', unit: 'dB' },
        ],
        rows,
      },
    ],
    charts: [],
  };
}
