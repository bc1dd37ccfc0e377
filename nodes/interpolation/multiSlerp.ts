import { z } from 'zod';
import { multiSlerp, multiSlerpModes } from '../../src/geometry/multiSlerp.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { batchOf, commonBatch, itemAt } from '../support/batch.ts';
import { requireTogether } from '../support/belonging.ts';
import { answering } from '../support/geometry.ts';

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
    weights: z
      .array(z.number().min(0).max(1e6))
      .max(16)
      .default([])
      .describe('One weight per point, zero or more; empty means equal.'),
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
    const first = requireAllTogether(points);
    const shares = weights.length === 0 ? points.map(() => 1) : weights;
    if (weights.length > 0) warnWhenNormalised(weights, context);
    const count = commonBatch(
      Object.fromEntries(points.map(({ tensor }, i) => [`points.${i + 1}`, batchSize(tensor)])),
    );
    const shape = [1, ...first.tensor.shape.slice(1)];
    const tensor = batchOf(count, (index) => {
      const vectors = points.map((point) => itemAt(point.tensor, index).data);
      return { data: answering(() => multiSlerp(vectors, shares, mode)), shape };
    });
    return { latents: { tensor, level: first.level, space: first.space } };
  },
});

function requireAllTogether(points: readonly Latents[]): Latents {
  const [first, ...others] = points;
  if (!first || others.length === 0) {
    throw new ArcspaceError('missing-input', 'Multi-slerp needs at least two points.', 'Wire another one.', {
      port: 'points',
    });
  }
  others.forEach((other, index) => {
    requireTogether('points.1', first, `points.${index + 2}`, other);
  });
  return first;
}

function warnWhenNormalised(weights: readonly number[], context: Context): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > 1e-6)
    context.warn(`The weights sum to ${Number(sum.toPrecision(6))} and were divided by that.`);
}
