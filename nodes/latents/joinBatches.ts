import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItems } from '../../src/tensor/tensor.ts';
import { requireAllTogether } from '../support/directions/points.ts';
import { joined } from '../support/latents/batch.ts';

export default defineNode({
  type: 'join_batches',
  version: 1,
  migrations: [],
  title: 'Join batches',
  docs: `Makes one batch of several points or batches, in the order of the inputs. The nodes that follow, such as Denoise, Decode or a report, then treat all of them alike.

For frames that lead from one sequence to the next there is Transition.`,
  errors: ['Points of two models, noise levels or sizes.'],
  keywords: ['concatenate', 'append', 'stack', 'collect', 'merge', 'sequence'],
  inputs: {
    points: port('latents', 'A point or a batch, in the order they should appear.', {
      clips: 'whole',
      repeat: { min: 2, max: 16 },
    }),
  },
  parameters: z.object({}),
  outputs: { latents: port('latents', 'All of them in one batch.') },
  examples: [{ title: 'Two in one', parameters: {} }],
  async compute({ inputs: { points } }, context) {
    const { level, space } = requireAllTogether('Join batches', points, 1);
    return {
      latents: {
        tensor: await joined(
          points.flatMap(({ tensor }) => batchItems(tensor)),
          context,
        ),
        level,
        space,
      },
    };
  },
});
