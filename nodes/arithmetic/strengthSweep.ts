import { z } from 'zod';
import { strengthSweep } from '../../src/geometry/directions/strengthSweep.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

const end = (value: number, description: string) =>
  z.number().min(-1000).max(1000).default(value).describe(description).meta({ step: 0.1 });

export default defineNode({
  type: 'strength_sweep',
  version: 1,
  migrations: [],
  title: 'Strength sweep',
  docs: `Outputs evenly spaced strengths that always include exactly 0 when 0 lies in the range, so the unchanged picture is among the results. Connect it to the strength of Apply directions, Noise-level arithmetic or Mood gradient.

21 steps from -2 to 2 are 0.2 apart. Where an even grid would miss 0, the steps are even on either side of it. For a plain range, use Numbers.`,
  keywords: ['range', 'alpha', 'scale', 'grid', 'tune', 'numbers', 'slider'],
  inputs: {},
  parameters: z.object({
    from: end(-2, 'The first strength; a raw direction beyond -2 usually leaves what the model knows.'),
    to: end(2, 'The last strength.'),
    count: z.int().min(1).max(1000).default(9).describe('How many strengths.').meta({ step: 1 }),
  }),
  outputs: { numbers: port('numbers', 'The strengths in order.') },
  examples: [
    { title: 'Nine steps around the original', parameters: { from: -2, to: 2, count: 9 } },
    { title: 'Mostly forwards', parameters: { from: -0.5, to: 1.5, count: 7 } },
  ],
  compute: ({ parameters: { from, to, count } }) => ({ numbers: strengthSweep(from, to, count) }),
});
