import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { batchItem, batchSize } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { directionOf } from '../support/directions/directions.ts';
import { at, batchOf, commonBatch, itemAt } from '../support/latents/batch.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { strengthParameter } from '../support/parameters/parameters.ts';
import { warnOfStrengths } from '../support/reports/warnings.ts';

export default defineNode({
  type: 'style_transfer',
  version: 1,
  migrations: [],
  title: 'Style transfer',
  docs: `Gives one picture the style of another: content + strength x (style - neutral). "neutral" shows the same thing as "style", painted plainly, so that only the style is left in the difference.

Typical setup: connect three pictures from Load image and Encode, followed by Decode and Image grid.

It works best when all three share their layout: the style is added cell by cell, in place. If style and neutral differ in what they show, that leaks into the result. The difference (of the first item, in a batch) also comes out as a direction, for Apply directions and Noise-level arithmetic.

Strength 1 gives the style once, less mixes, a list makes a batch.`,
  errors: [
    'Style and neutral that are the same, since no style is left.',
    'Pure noise, which has no style to take.',
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['analogy', 'style', 'arithmetic', 'transfer'],
  inputs: {
    content: port('latents', 'The picture to change, in the neutral style.', { clips: 'whole' }),
    style: port('latents', 'A picture in the desired style.', { clips: 'whole' }),
    neutral: port('latents', 'The same thing in the neutral style.', { clips: 'whole' }),
    strength: port('numbers', 'How much of the style; a list makes a batch.'),
  },
  parameters: z.object({
    strength: strengthParameter('How much of the style: 0 is the content as it is, 1 the style once.'),
  }),
  outputs: {
    latents: port('latents', 'The content in the style.'),
    direction: port('direction', 'Style minus neutral, in the scale of clean latents.'),
  },
  examples: [
    { title: 'The style once', parameters: { strength: 1 } },
    { title: 'Half of it', parameters: { strength: 0.5 } },
  ],
  async compute({ inputs: { content, style, neutral, strength } }, context) {
    requireTogether('style', style, 'neutral', neutral);
    requireTogether('content', content, 'style', style);
    const count = commonBatch({
      content: batchSize(content.tensor),
      style: batchSize(style.tensor),
      neutral: batchSize(neutral.tensor),
      strength: strength.length,
    });
    warnOfStrengths([{ direction: { scale: 'raw' }, strengths: strength }], context);
    const tensor = await batchOf(count, context, (index) =>
      weightedSum([
        [1, itemAt(content.tensor, index)],
        [at(strength, index), itemAt(style.tensor, index)],
        [-at(strength, index), itemAt(neutral.tensor, index)],
      ]),
    );
    return {
      latents: { tensor, level: content.level, space: content.space },
      direction: styleDirection(style, neutral),
    };
  },
});

/** Style minus neutral of the first item, undoing the signal rate of the level at which they stand. */
function styleDirection(style: Latents, neutral: Latents): Direction {
  const { signal } = style.level;
  if (signal === 0) {
    throw new ArcspaceError('pure-noise', 'Pure noise has no style to take.', 'Wire latents from Encode or Denoise.', {
      port: 'style',
    });
  }
  const difference = weightedSum([
    [1 / signal, batchItem(style.tensor, 0)],
    [-1 / signal, batchItem(neutral.tensor, 0)],
  ]);
  return directionOf(difference, style.space, 'raw', { method: 'style minus neutral', facts: {} });
}
