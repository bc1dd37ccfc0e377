import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Report } from '../../src/graph/report.ts';
import { pictureDifference } from '../../src/images/pictureDifference.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { commonBatch, itemAt } from '../support/latents/batch.ts';
import { differenceFigures } from '../support/pictures/differenceFigures.ts';
import { pictureSize } from '../support/pictures/pictureSize.ts';

export default defineNode({
  type: 'compare_images',
  version: 1,
  migrations: [],
  title: 'Compare images',
  docs: `Shows two pictures on one node for comparison. The report says how much they differ: the mean difference of a colour value, from 0 to 255, and the peak signal-to-noise ratio in decibels (about 30 dB looks alike; of equal pictures it says "equal").`,
  errors: ['Pictures of different sizes.', 'Batches of different lengths, except that a single item goes with any.'],
  keywords: ['difference', 'before and after', 'psnr', 'diff'],
  inputs: { a: port('image', 'The first picture.'), b: port('image', 'The second picture, of the same size.') },
  parameters: z.object({}),
  outputs: {
    a: port('image', 'The first picture, passed through.'),
    b: port('image', 'The second picture, passed through.'),
    report: port('report', 'How much each pair differs.'),
  },
  preview: 'images',
  terminal: true,
  examples: [{ title: 'Before and after', parameters: {} }],
  async compute({ inputs: { a, b } }, context) {
    if (pictureSize(a) !== pictureSize(b)) {
      throw new ArcspaceError(
        'different-size',
        `"a" is ${pictureSize(a)}, "b" is ${pictureSize(b)}.`,
        'Set the same width and height in Load image.',
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
