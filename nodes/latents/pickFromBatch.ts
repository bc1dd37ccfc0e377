import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { batchItem, batchSize } from '../../src/tensor/tensor.ts';
import { joined } from '../support/latents/batch.ts';

export default defineNode({
  type: 'pick_from_batch',
  version: 1,
  migrations: [],
  title: 'Pick from batch',
  docs: `Takes some items out of a batch of latents: one point of many, part of a sequence, or every third frame. Items are counted from 1; negative numbers count from the end, so -1 is the last.

From "first" to "last", every "every"-th. When last comes before first, they come out in reverse order.`,
  errors: ['A first or last item that the batch does not have; there is no item 0.'],
  keywords: ['select', 'slice', 'index', 'frame', 'crop sequence', 'reverse', 'split'],
  inputs: { latents: port('latents', 'The batch to take from.', { clips: 'whole' }) },
  parameters: z.object({
    first: place(1, 'The first item to take; 1 is the first of the batch, -1 the last.'),
    last: place(1, 'The last item to take; the same as first takes one.'),
    every: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('Takes every n-th of them: 1 all, 2 every other one.')
      .meta({ step: 1 }),
  }),
  outputs: { latents: port('latents', 'What was taken, in order.') },
  examples: [
    { title: 'The first one', parameters: { first: 1, last: 1 } },
    { title: 'Every third', parameters: { first: 1, last: -1, every: 3 } },
    { title: 'Backwards', parameters: { first: -1, last: 1 } },
  ],
  async compute({ inputs: { latents }, parameters: { first, last, every } }, context) {
    const count = batchSize(latents.tensor);
    const [from, to] = [indexOf(first, count, 'first'), indexOf(last, count, 'last')];
    const length = Math.floor(Math.abs(to - from) / every) + 1;
    const items = Array.from({ length }, (_, i) => batchItem(latents.tensor, from + Math.sign(to - from) * every * i));
    return { latents: { tensor: await joined(items, context), level: latents.level, space: latents.space } };
  },
});

function place(value: number, description: string) {
  return z.int().min(-10_000).max(10_000).default(value).describe(description).meta({ step: 1 });
}

/** Counted from 0. */
function indexOf(number: number, count: number, port: 'first' | 'last'): number {
  const index = number < 0 ? count + number : number - 1;
  if (number !== 0 && index >= 0 && index < count) return index;
  throw new ArcspaceError(
    'no-such-item',
    `There is no item ${number} in a batch of ${count}.`,
    `Take one from 1 to ${count}, or from -${count} to -1 to count from the end.`,
    { port },
  );
}
