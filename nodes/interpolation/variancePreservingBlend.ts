import { z } from 'zod';
import { latentOptimalBlend } from '../../src/geometry/weightedBlend.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Latents } from '../../src/graph/values.ts';
import { blendItems, requireAllTogether, weightsOrEqual } from '../support/directions/points.ts';
import { requireTogether } from '../support/latents/compatibility.ts';
import { weightsParameter } from '../support/parameters/parameters.ts';
import { singleItem } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'variance_preserving_blend',
  version: 1,
  migrations: [],
  title: 'Variance-preserving blend',
  docs: `Blends one to sixteen points of noise by weight so that the result is noise of the same spread. The plain average of independent noises is too weak, by the square root of their number, and a model turns it into a grey, empty picture.

Typical setup: connect several Noise nodes, followed by Denoise and Decode.

The blend is (1 - a / sqrt(b)) mean + (w(1) z(1) + ... + w(n) z(n)) / sqrt(b), with a the sum of the weights and b the sum of their squares ("Linear combinations of latents", Bodin et al., arXiv 2408.08558). The mean is zero for pure noise; for other points wire their mean to "mean".

It is exact for independent points. Two equal points give one that is too long by the square root of 2: use Multi-slerp for similar points. Only the proportions of the weights count, and negative ones are allowed. Batches are blended item by item.`,
  errors: [
    'Weights that are all zero, or not as many as the points.',
    'More than one item at "mean".',
    'Points, or a mean, of two models, noise levels or sizes.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['lol', 'noise', 'blend', 'mix', 'seeds', 'average', 'combine'],
  inputs: {
    points: port('latents', 'A point of noise to blend; each batch has one item or as many as the others.', {
      clips: 'whole',
      repeat: { min: 1, max: 16 },
    }),
    mean: port('latents', 'The mean that the points vary around; zero when nothing is wired.', {
      clips: 'whole',
      optional: true,
    }),
    weights: port('numbers', 'One weight per point, in their order.'),
  },
  parameters: z.object({
    weights: weightsParameter('One weight per point; only their proportions count, and empty means equal.', {
      input: 'points',
      as: 'shares',
    }),
  }),
  outputs: { latents: port('latents', 'The blend, at the level of the points.') },
  examples: [
    { title: 'Equal shares', parameters: {} },
    { title: 'Just the first', parameters: { weights: [1] } },
  ],
  async compute({ inputs: { points, mean, weights } }, context) {
    const first = requireAllTogether('Variance-preserving blend', points, 1);
    const shares = weightsOrEqual(weights, points.length);
    const centre = meanOf(first, mean);
    const remedies = { weights: 'Give one weight per point, at least one of them not zero.' };
    return {
      latents: await blendItems(
        points,
        first,
        context,
        (vectors, out) => latentOptimalBlend(vectors, shares, centre, out),
        remedies,
      ),
    };
  },
});

function meanOf(first: Latents, mean: Latents | undefined): Float32Array {
  if (!mean) return new Float32Array(first.tensor.data.length / (first.tensor.shape[0] ?? 1));
  requireTogether('points.1', first, 'mean', mean);
  return singleItem('mean', mean).data;
}
