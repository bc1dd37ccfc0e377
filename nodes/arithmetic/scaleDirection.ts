import { z } from 'zod';
import { scale } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { directionOf } from '../support/directions.ts';

export default defineNode({
  type: 'scale_direction',
  version: 1,
  migrations: [],
  title: 'Scale direction',
  docs: `Makes a direction longer or shorter, or turns it round with a negative factor. Strength 1 of the result does what strength "factor" of the direction did.

A raw direction stays raw. A unit direction becomes a raw one that is as long as the factor says.`,
  keywords: ['multiply', 'factor', 'negate', 'invert', 'reverse', 'strength'],
  inputs: {
    direction: port('direction', 'The direction.'),
    factor: port('number', 'What to multiply it by.'),
  },
  parameters: z.object({
    factor: z
      .number()
      .min(-1000)
      .max(1000)
      .default(-1)
      .describe('What to multiply the direction by; -1 turns it round.')
      .meta({ step: 0.05 }),
  }),
  outputs: { direction: port('direction', 'The direction times the factor, at raw scale.') },
  examples: [
    { title: 'The other way', parameters: { factor: -1 } },
    { title: 'Half a step', parameters: { factor: 0.5 } },
  ],
  compute({ inputs: { direction, factor } }) {
    if (factor === 0) throw noLength();
    const { tensor, space, provenance } = direction;
    const scaled = { data: new Float32Array(scale(tensor.data, factor)), shape: tensor.shape };
    const facts = { ...provenance.facts, 'scaled by': factor };
    return { direction: directionOf(scaled, space, 'raw', { method: provenance.method, facts }) };
  },
});

function noLength(): ArcspaceError {
  return new ArcspaceError('zero-vector', 'A factor of 0 leaves no direction.', 'Choose another factor.', {
    port: 'factor',
  });
}
