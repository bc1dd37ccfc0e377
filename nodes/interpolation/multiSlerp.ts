import { z } from 'zod';
import { multiSlerp, multiSlerpModes } from '../../src/geometry/multiSlerp.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Remedies } from '../support/directions/geometry.ts';
import { blendItems, requireAllTogether, warnWhenNormalised, weightsOrEqual } from '../support/directions/points.ts';
import { weightsParameter } from '../support/parameters/parameters.ts';

const remedies: Remedies = { antipodal: 'Move one of the points a little, or choose the mean.' };

export default defineNode({
  type: 'multi_slerp',
  version: 1,
  migrations: [],
  title: 'Multi-slerp',
  docs: `Blends two to sixteen points by weight without leaving the sphere: slerp for more than two. The heavier a point's weight, the closer the result is to it; its norm is the weighted mean of their norms.

Typical setup: connect several Noise nodes, or pictures at one level from Add noise, followed by Denoise and Decode.

"mean" finds the weighted Karcher mean, the point whose weighted squared distances along the sphere are least. The order of the points does not matter, and two points give exactly Slerp. Points that are spread over more than half the sphere may have no such mean.

"iterative" turns towards the points one at a time, by w(i) / (w(1) + ... + w(i)). Other programs do this; the order then matters: four orthogonal points of equal weight end up with shares .566, .566, .462 and .383 instead of .5 each.

Weights are divided by their sum. Empty means equal weights. Batches are blended item by item.`,
  errors: [
    'A point that is zero, since it has no direction, even with a weight of 0.',
    'Points so widely spread over the sphere that no mean of them is found, in mode "mean".',
    'Points that are exactly opposite each other (within 0.001 rad) when their turn comes, in mode "iterative".',
    'Weights that are negative, all zero, or not as many as the points.',
    'Points of two models, noise levels or sizes, or batches of different lengths.',
  ],
  keywords: ['blend', 'average', 'karcher', 'frechet', 'barycentric', 'mix'],
  inputs: {
    points: port('latents', 'A point to blend; each batch has one item or as many as the others.', {
      clips: 'whole',
      repeat: { min: 2, max: 16 },
    }),
    weights: port('numbers', 'One weight per point, in their order.'),
  },
  parameters: z.object({
    weights: weightsParameter(
      'One weight per point, zero or more; empty means equal.',
      { input: 'points', as: 'shares' },
      0,
    ),
    mode: z
      .enum(multiSlerpModes)
      .default('mean')
      .describe('The mean on the sphere, whatever the order; or one point after the other, as other programs do.'),
  }),
  outputs: { latents: port('latents', 'The blend, at the level of the points.') },
  examples: [
    { title: 'Equal shares', parameters: {} },
    { title: 'Mostly the first', parameters: { weights: [3, 1] } },
  ],
  async compute({ inputs: { points, weights }, parameters: { mode } }, context) {
    const first = requireAllTogether('Multi-slerp', points);
    const shares = weightsOrEqual(weights, points.length);
    warnWhenNormalised(weights, context);
    return {
      latents: await blendItems(
        points,
        first,
        context,
        (vectors, out) => multiSlerp(vectors, shares, mode, out),
        remedies,
      ),
    };
  },
});
