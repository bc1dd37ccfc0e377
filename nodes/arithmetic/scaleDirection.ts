import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { map } from '../../src/tensor/tensor.ts';
import { directionOf } from '../support/directions/directions.ts';

export default defineNode({
  type: 'scale_direction',
  version: 1,
  migrations: [],
  title: 'Scale direction',
  docs: `Makes a direction longer or shorter, or reverses it with a negative factor. Strength 1 of the result does what strength "factor" of the direction did.

Typical setup: connect Attribute vector or Difference, followed by Apply directions or Noise-level arithmetic.

A raw direction stays raw. A unit direction becomes a raw one that is as long as the factor says; reversed by -1 it is still a unit direction, and keeps its raw length.`,
  errors: ['A factor of 0, since it leaves no direction.'],
  keywords: ['multiply', 'factor', 'negate', 'invert', 'reverse', 'strength'],
  inputs: {
    direction: port('direction', 'The direction to scale or reverse.', { clips: 'whole' }),
    factor: port('number', 'What to multiply it by.'),
  },
  parameters: z.object({
    factor: z
      .number()
      .min(-1000)
      .max(1000)
      .default(-1)
      .describe('What to multiply the direction by; -1 reverses it.')
      .meta({ step: 0.05 }),
  }),
  outputs: { direction: port('direction', 'The direction times the factor.') },
  examples: [
    { title: 'The opposite direction', parameters: { factor: -1 } },
    { title: 'Half a step', parameters: { factor: 0.5 } },
  ],
  compute({ inputs: { direction, factor } }) {
    if (factor === 0) throw noLength();
    const { tensor, raw, space, scale, provenance } = direction;
    const staysUnit = scale === 'unit' && Math.abs(factor) === 1;
    const scaled = map(staysUnit ? raw : tensor, (value) => factor * value);
    const facts = { ...provenance.facts, 'scaled by': factor };
    return {
      direction: directionOf(scaled, space, staysUnit ? 'unit' : 'raw', { method: provenance.method, facts }),
    };
  },
});

function noLength(): ArcspaceError {
  return new ArcspaceError('zero-vector', 'A factor of 0 leaves no direction.', 'Choose another factor.', {
    port: 'factor',
  });
}
