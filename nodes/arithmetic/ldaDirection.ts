import { z } from 'zod';
import { meanDifference } from '../../src/geometry/attribute.ts';
import { type Discriminant, discriminantDirection } from '../../src/geometry/directions/discriminantDirection.ts';
import { cosine, scale as times } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { Report } from '../../src/graph/report.ts';
import { directionOf, signalOf } from '../support/directions/directions.ts';
import { pacedGeometry } from '../support/directions/geometry.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { formatNumber } from '../support/reports/formatNumber.ts';
import { report, table } from '../support/reports/reports.ts';
import { framesOf } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'lda_direction',
  version: 1,
  migrations: [],
  title: 'LDA direction',
  docs: `Finds the direction that best separates two sets of latents: Fisher's linear discriminant. Where Attribute vector takes the difference of the means as it is, this one turns away from directions in which the sets vary anyway.

Typical setup: connect two sets from Load images and Encode, followed by Apply directions, Decode and Image grid.

w = C^-1 (mean(positive) - mean(negative)), with C the covariance within the sets, shrunk towards a multiple of the identity because there are far fewer points than numbers. Shrinkage 1 gives the difference of the means; 0 chooses the amount by Ledoit and Wolf's formula.

It is made for classification. For changing pictures the attribute vector is often better: what separates two sets most sharply need not look like the attribute. The report says how far the two directions agree.

At raw scale, strength 1 is the distance of the two means along the direction.`,
  errors: [
    'Sets with the same mean.',
    'Pure noise, because a difference of noises is not a direction between pictures.',
    'Points of two models, noise levels or sizes.',
  ],
  keywords: ['fisher', 'discriminant', 'supervised', 'separate', 'classify', 'attribute'],
  inputs: {
    positive: port('latents', 'Points with the attribute, one per item.'),
    negative: port('latents', 'Points without it.'),
  },
  parameters: z.object({
    scale: z
      .enum(['raw', 'unit'])
      .default('raw')
      .describe('Raw: strength 1 is the distance of the two means along it. Unit: strength is a distance.'),
    shrinkage: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe('How far the covariance is shrunk, up to 1; 0 chooses by the formula of Ledoit and Wolf.')
      .meta({ control: 'slider', step: 0.01, zero: 'auto' }),
  }),
  outputs: {
    direction: port('direction', 'From the points without the attribute towards those with it.'),
    report: port('report', 'Separation, shrinkage, and agreement with the difference of the means.'),
  },
  examples: [
    { title: 'Shrinkage by formula', parameters: {} },
    { title: 'The difference of the means', parameters: { shrinkage: 1 } },
  ],
  async compute({ inputs: { positive, negative }, parameters: { scale, shrinkage } }, context) {
    requireTogether('positive', positive, 'negative', negative);
    const contrast = { positive: framesOf(positive), negative: framesOf(negative) };
    const work = discriminantDirection(contrast, shrinkage === 0 ? undefined : shrinkage);
    const found = await pacedGeometry(work, context, { 'zero-vector': 'Wire two sets that differ.' });
    const difference = await paced(meanDifference(contrast), context);
    const length = found.classStep / signalOf('positive', positive);
    const raw = {
      data: new Float32Array(times(found.direction, length)),
      shape: [1, ...positive.tensor.shape.slice(1)],
    };
    const facts = {
      'points with': contrast.positive.length,
      'points without': contrast.negative.length,
      shrinkage: found.shrinkage,
    };
    return {
      direction: directionOf(raw, positive.space, scale, { method: 'linear discriminant', facts }),
      report: reportOf(found, cosine(found.direction, difference)),
    };
  },
});

function reportOf({ classStep, separation, shrinkage }: Discriminant, agreement: number): Report {
  const rows = [
    ['distance of the means along it', formatNumber(classStep), 'latent units'],
    ['separation (Mahalanobis)', formatNumber(separation), 'standard deviations'],
    ['shrinkage', formatNumber(shrinkage), '0 to 1'],
    ['cosine with the difference of the means', formatNumber(agreement), ''],
  ];
  return report('Linear discriminant', { tables: [table('Properties', ['figure', 'value', 'unit'], rows)] });
}
