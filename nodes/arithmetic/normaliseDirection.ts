import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { atScale } from '../support/directions/directions.ts';

export default defineNode({
  type: 'normalise_direction',
  version: 1,
  migrations: [],
  title: 'Normalise direction',
  docs: `Converts a direction to length 1 or back to its raw length. A direction remembers its raw length, so nothing is lost in either conversion.

Typical setup: connect Attribute vector or Load direction, followed by Apply directions.

With a unit direction, strength is a distance in latent units, and two attributes at equal strength move a picture equally far. With a raw direction, strength 1 is one whole step, such as from day to night. A point of 1024 numbers has a norm of about 32, so a unit direction at strength 2 moves it by about 6 %.`,
  keywords: ['normalize', 'unit', 'length', 'raw', 'scale'],
  inputs: { direction: port('direction', 'The direction at either scale.', { clips: 'whole' }) },
  parameters: z.object({
    scale: z
      .enum(['unit', 'raw'])
      .default('unit')
      .describe('Unit: of length 1, so that strength is a distance. Raw: strength 1 is one whole step.'),
  }),
  outputs: { direction: port('direction', 'The same direction at the chosen scale.') },
  examples: [
    { title: 'Of length 1', parameters: { scale: 'unit' } },
    { title: 'At its raw length', parameters: { scale: 'raw' } },
  ],
  compute: ({ inputs: { direction }, parameters: { scale } }) => ({ direction: atScale(direction, scale) }),
});
