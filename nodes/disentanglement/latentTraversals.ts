import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchSize } from '../../src/tensor/tensor.ts';
import { filledBatch } from '../support/latents/batch.ts';

export default defineNode({
  type: 'latent_traversals',
  version: 1,
  migrations: [],
  title: 'Latent traversals',
  docs: `Moves one dimension of a latent at a time through a range: what changes in the picture is what the dimension stands for.

Typical setup: followed by Decode, and Image grid with as many columns as steps. A row for each dimension.

A dimension is a channel: where it has rows and columns, all its places move together. "Moved by" adds the value to the dimension, "set to" replaces it, as in papers about beta-VAEs.`,
  errors: ['Several points: one is moved.', 'A first dimension that the latent does not have.'],
  keywords: ['traversal', 'beta-vae', 'disentanglement', 'dimension', 'sweep', 'channel', 'grid'],
  inputs: { latents: port('latents', 'One point.') },
  parameters: z.object({
    first: z.int().min(1).max(4096).default(1).describe('The first dimension to move.').meta({ step: 1 }),
    dimensions: z
      .int()
      .min(0)
      .max(64)
      .default(0)
      .describe('How many dimensions to move, one after the other; 0 moves all from the first on, 64 at most.')
      .meta({ step: 1, zero: 'all' }),
    steps: z.int().min(2).max(64).default(7).describe('How many pictures of each dimension.').meta({ step: 1 }),
    from: z.number().min(-100).max(100).default(-2).describe('Where the range starts.').meta({ step: 0.1 }),
    to: z.number().min(-100).max(100).default(2).describe('Where the range ends.').meta({ step: 0.1 }),
    way: z
      .enum(['moved_by', 'set_to'])
      .default('moved_by')
      .describe('Whether the values are added to the dimension or take its place.'),
  }),
  outputs: { latents: port('latents', 'Dimension after dimension, each through its range.') },
  examples: [
    { title: 'Every channel, seven steps', parameters: {} },
    { title: 'As in papers about beta-VAEs', parameters: { way: 'set_to', from: -3, to: 3, steps: 9 } },
  ],
  async compute({ inputs: { latents }, parameters: { first, dimensions, steps, from, to, way } }, context) {
    const { tensor } = latents;
    const [, channels = 1, height = 1, width = 1] = tensor.shape;
    if (batchSize(tensor) > 1)
      throw refused(`Expected one latent, got ${batchSize(tensor)}.`, 'Use Pick from batch before it.', 'latents');
    if (first > channels)
      throw refused(
        `The latent has ${channels} dimensions, and the first to move is ${first}.`,
        `Set it to ${channels} or less.`,
        'first',
      );
    const count = Math.min(channels - first + 1, dimensions === 0 ? 64 : dimensions);
    const places = height * width;
    const moved = await filledBatch(count * steps, tensor, context, (out, index) => {
      const channel = first - 1 + Math.floor(index / steps);
      const value = from + ((to - from) * (index % steps)) / (steps - 1);
      out.set(tensor.data);
      for (let at = channel * places; at < (channel + 1) * places; at++) {
        out[at] = way === 'set_to' ? value : (out[at] as number) + value;
      }
    });
    const { space, level } = latents;
    return { latents: { tensor: moved, space, level } };
  },
});

function refused(message: string, remedy: string, place: string): ArcspaceError {
  return new ArcspaceError('invalid-value', message, remedy, { port: place });
}
