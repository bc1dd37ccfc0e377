import { z } from 'zod';
import { norm } from '../../src/geometry/vector.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { map } from '../../src/tensor/tensor.ts';
import { atScale, directionOf } from '../support/directions/directions.ts';
import { seedParameter } from '../support/parameters/parameters.ts';

export default defineNode({
  type: 'random_direction',
  version: 1,
  migrations: [],
  title: 'Random direction',
  docs: `Draws a direction at random that is as long as another one: the control of an experiment.

Typical setup: connect Attribute vector, and use the result beside it in a second Apply directions. An attribute that means something changes what it says and little else; a random direction of the same length shows what any step so far does to a picture.

In a space of many dimensions a random direction is all but orthogonal to any other.`,
  keywords: ['control', 'baseline', 'noise', 'orthogonal', 'placebo', 'compare'],
  inputs: { direction: port('direction', 'The direction whose length and scale it takes.', { clips: 'whole' }) },
  parameters: z.object({ seed: seedParameter('Draws the direction.') }),
  outputs: { direction: port('direction', 'As long as the input, anywhere.') },
  examples: [
    { title: 'A control', parameters: {} },
    { title: 'Another one', parameters: { seed: 1 } },
  ],
  compute({ inputs: { direction }, parameters: { seed } }) {
    const drawn = new TorchGenerator(seed).randn(direction.raw.shape);
    const factor = direction.rawNorm / norm(drawn.data);
    const raw = map(drawn, (value) => factor * value);
    const provenance = { method: 'random direction', facts: { seed, length: direction.rawNorm } };
    return { direction: atScale(directionOf(raw, direction.space, 'raw', provenance), direction.scale) };
  },
});
