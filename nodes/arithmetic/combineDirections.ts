import { z } from 'zod';
import { linearBlend } from '../../src/geometry/lerp.ts';
import { norm } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Direction, Provenance } from '../../src/graph/values.ts';
import { directionOf, lengthOf, requireDirections } from '../support/directions/directions.ts';
import { weightsOrEqual } from '../support/directions/points.ts';
import { requireOneEach } from '../support/directions/weights.ts';
import { singleItem } from '../support/sequences/frames.ts';

export default defineNode({
  type: 'combine_directions',
  version: 1,
  migrations: [],
  title: 'Combine directions',
  docs: `Combines several directions into one: weight 1 x direction 1 + weight 2 x direction 2 + ... Weights 1 and 1 add, 1 and -1 subtract, 0.5 and 0.5 average.

Typical setup: connect several Attribute vector or Load direction nodes, followed by Apply directions or Noise-level arithmetic.

Directions count as they are: a raw one by its whole step, a unit one by a length of 1, so mixing the two scales mixes steps with distances. The sum is a raw direction of its own length.

To add several directions to a picture at once, with their overlap taken out, use Apply directions.`,
  errors: [
    'Directions that cancel and leave nothing.',
    'Weights that are not as many as the directions.',
    'Directions of two models or sizes.',
  ],
  keywords: ['add', 'subtract', 'plus', 'minus', 'sum', 'average', 'compose'],
  inputs: {
    directions: port('direction', 'A direction of the same space and size.', {
      clips: 'whole',
      repeat: { min: 1, max: 8 },
    }),
    weights: port('numbers', 'One weight per direction, in their order.'),
  },
  parameters: z.object({
    weights: z
      .array(z.number().min(-1000).max(1000))
      .max(8)
      .default([])
      .describe('One weight per direction; empty means 1 each.')
      .meta({ weighs: { input: 'directions', as: 'strengths' } }),
  }),
  outputs: { direction: port('direction', 'The sum, at raw scale.') },
  examples: [
    { title: 'The sum', parameters: {} },
    { title: 'The opposite of one', parameters: { weights: [-1] } },
  ],
  compute({ inputs: { directions, weights } }) {
    const first = requireDirections(directions);
    const shares = weightsOrEqual(weights, directions.length);
    requireOneEach(shares, directions.length, 'directions');
    const vectors = directions.map((direction, index) => singleItem(`directions.${index + 1}`, direction).data);
    const data = linearBlend(vectors, shares);
    requireSomething(data, shares, directions);
    const provenance = provenanceOf(directions, shares);
    return { direction: directionOf({ data, shape: first.tensor.shape }, first.space, 'raw', provenance) };
  },
});

/** What float32 leaves of directions that cancel is no direction. */
function requireSomething(sum: Float32Array, weights: readonly number[], directions: readonly Direction[]): void {
  const size = directions.reduce((total, direction, i) => total + Math.abs(weights[i] ?? 0) * lengthOf(direction), 0);
  if (norm(sum) > 1e-6 * size) return;
  throw new ArcspaceError('zero-vector', 'The directions cancel and leave nothing.', 'Change a weight.', {
    port: 'weights',
  });
}

function provenanceOf(directions: readonly Direction[], weights: readonly number[]): Provenance {
  const facts = directions.map(({ provenance }, i) => [`direction ${i + 1}`, `${weights[i]} x ${provenance.method}`]);
  return { method: 'combination', facts: Object.fromEntries(facts) };
}
