import { z } from 'zod';
import { weightedBlend } from '../../src/geometry/weightedBlend.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { blendItems, requireAllTogether, warnWhenNormalised, weightsOrEqual } from '../support/directions/points.ts';
import { weightsParameter } from '../support/parameters/parameters.ts';

export default defineNode({
  type: 'weighted_blend',
  version: 1,
  migrations: [],
  title: 'Weighted blend',
  docs: `Adds one to sixteen points by weight: w(1) z(1) + ... + w(n) z(n). That is the plain average. It suits clean latents, where it looks like a double exposure; for noise the result is too short, so use Variance-preserving blend or Multi-slerp.

Typical setup: connect two or more points from Encode, followed by Decode.

Weights are divided by their sum, because only weights that sum to 1 turn points into a point. A negative weight moves away from its point: 1.5 and -0.5 continue beyond the first, away from the second.

Batches are blended item by item.`,
  errors: [
    'Weights that sum to zero, since they make a direction and not a point: use Difference.',
    'Weights that are not as many as the points.',
    'Points of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['average', 'mean', 'mix', 'linear', 'combine', 'sum'],
  inputs: {
    points: port('latents', 'A point to blend; each batch has one item or as many as the others.', {
      clips: 'whole',
      repeat: { min: 1, max: 16 },
    }),
    weights: port('numbers', 'One weight per point, in their order.'),
  },
  parameters: z.object({
    weights: weightsParameter('One weight per point, negative to move away from it; empty means equal.', {
      input: 'points',
      as: 'shares',
    }),
  }),
  outputs: { latents: port('latents', 'The blend, at the level of the points.') },
  examples: [
    { title: 'The average', parameters: {} },
    { title: 'Just the first', parameters: { weights: [1] } },
  ],
  async compute({ inputs: { points, weights } }, context) {
    const first = requireAllTogether('Weighted blend', points, 1);
    const shares = weightsOrEqual(weights, points.length);
    warnWhenNormalised(weights, context);
    const remedies = { weights: 'Give one weight per point, with a sum that is not zero.' };
    return {
      latents: await blendItems(
        points,
        first,
        context,
        (vectors, out) => weightedBlend(vectors, shares, out),
        remedies,
      ),
    };
  },
});
