import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { seedParameter } from '../support/parameters/parameters.ts';

export default defineNode({
  type: 'seed',
  version: 1,
  migrations: [],
  title: 'Seed',
  docs: `Outputs a seed that several nodes can share, and a list of seeds counting up from it. The list makes a batch: wired to a Noise node, each seed is one point.`,
  keywords: ['random', 'batch', 'variations'],
  inputs: {},
  parameters: z.object({
    seed: seedParameter('The first seed.').meta({ perRun: { after: 'count' } }),
    count: z
      .int()
      .min(1)
      .max(256)
      .default(4)
      .describe('How many seeds the list holds: seed, seed + 1, seed + 2, ...')
      .meta({ step: 1 }),
  }),
  outputs: {
    seed: port('number', 'The first seed alone.'),
    seeds: port('numbers', 'The seeds in order, each one higher than the last.'),
  },
  examples: [{ title: 'Nine variations', parameters: { seed: 100, count: 9 } }],
  compute: ({ parameters: { seed, count } }) => ({
    seed,
    seeds: Array.from({ length: count }, (_, index) => seed + index),
  }),
});
