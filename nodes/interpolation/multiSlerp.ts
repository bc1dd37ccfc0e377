import { z } from 'zod';
import { multiSlerp, multiSlerpModes } from '../../src/geometry/multiSlerp.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { weightsParameter } from '../support/parameters.ts';
import { blendItems, requireAllTogether, warnWhenNormalised, weightsOrEqual } from '../support/points.ts';

export default defineNode({
  type: 'multi_slerp',
  version: 1,
  migrations: [],
  title: 'Multi-slerp',
  docs: `Blends two to sixteen points by weight without leaving the sphere: slerp for more than two. The result is as far from each point as its weight asks, and its norm is the weighted mean of their norms.

"mean" finds the weighted Karcher mean, the point whose weighted squared distances along the sphere are least. The order of the points does not matter, and two points give exactly Slerp. Points spread over more than half the sphere have no such mean: that is an error.

"iterative" turns towards one point after the other, by w(i) / (w(1) + ... + w(i)). Other programs do this; the order then matters: four orthogonal points of equal weight end up with shares .566, .566, .462 and .383 instead of .5 each.

Weights are divided by their sum. Empty means equal weights. All points must be of one space, one noise level and one size; batches are blended item by item.`,
  keywords: ['blend', 'average', 'karcher', 'frechet', 'barycentric', 'mix'],
  inputs: {
    points: port('latents', 'A point to blend; each batch has one item or as many as the others.', {
      repeat: { min: 2, max: 16 },
    }),
    weights: port('numbers', 'One weight per point, in their order.'),
  },
  parameters: z.object({
    weights: weightsParameter('One weight per point, zero or more; empty means equal.', 0),
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
  compute({ inputs: { points, weights }, parameters: { mode } }, context) {
    const first = requireAllTogether('Multi-slerp', points);
    const shares = weightsOrEqual(weights, points.length);
    warnWhenNormalised(weights, context);
    return { latents: blendItems(points, first, (vectors, out) => multiSlerp(vectors, shares, mode, out)) };
  },
});
