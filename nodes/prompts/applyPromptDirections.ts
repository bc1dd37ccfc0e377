import { z } from 'zod';
import { promptBatch, promptCount, promptItem, promptSum } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { weightsOrEqual } from '../support/directions/points.ts';
import { at, commonBatch } from '../support/latents/batch.ts';
import { strengthParameter, weightsParameter } from '../support/parameters/parameters.ts';
import { requireSameEncoding } from '../support/sampling/prompts.ts';

export default defineNode({
  type: 'apply_prompt_directions',
  version: 1,
  migrations: [],
  title: 'Apply prompt directions',
  docs: `Adds what one prompt says more than another to a third: prompt + strength x (weight 1 x direction 1 + weight 2 x direction 2 + ...). Strength 1 adds the whole difference, -1 takes it away.

Typical setup: connect a Prompt and a Prompt difference, followed by Denoise. A list of strengths makes a batch of prompts, one per item of the latents: a sweep.`,
  errors: [
    'A direction between prompts of another model, or of another length in chunks.',
    'Weights that are not as many as the directions.',
    'Batches of different lengths, except that a single item goes with any.',
  ],
  keywords: ['prompt', 'conditioning', 'direction', 'add', 'steer', 'strength', 'sweep'],
  inputs: {
    conditioning: port('conditioning', 'The prompt to change.'),
    directions: port('prompt_direction', 'A difference of two prompts.', { repeat: { min: 1, max: 8 } }),
    strength: port('numbers', 'How far to go; a list makes a batch.'),
    weights: port('numbers', 'One weight per direction, in their order.'),
  },
  parameters: z.object({
    strength: strengthParameter('How far to go: 1 is the whole difference of the two prompts.'),
    weights: weightsParameter('One weight per direction; empty means 1 each.', {
      input: 'directions',
      as: 'strengths',
    }),
  }),
  outputs: { conditioning: port('conditioning', 'The changed prompts, one per strength.') },
  examples: [
    { title: 'The whole difference', parameters: { strength: 1 } },
    { title: 'Half of it, taken away', parameters: { strength: -0.5 } },
  ],
  async compute({ inputs: { conditioning, directions, strength, weights } }, context) {
    const first = promptItem(conditioning, 0);
    directions.forEach((direction, index) => {
      requireSameEncoding('conditioning', first, `directions.${index + 1}`, direction);
    });
    const shares = weightsOrEqual(weights, directions.length);
    if (shares.length !== directions.length) throw notOneEach(shares.length, directions.length);
    const rows = [];
    const count = commonBatch({ conditioning: promptCount(conditioning), strength: strength.length });
    for (let index = 0; index < count; index++) {
      await context.pause();
      const steps = directions.map(({ tensors }, i) => [at(strength, index) * (shares[i] as number), tensors] as const);
      rows.push(promptSum([[1, promptItem(conditioning, index).tensors], ...steps]));
    }
    return { conditioning: { ...first, tensors: promptBatch(rows) } };
  },
});

function notOneEach(weights: number, directions: number): ArcspaceError {
  return new ArcspaceError(
    'invalid-value',
    `There are ${weights} weights and ${directions} directions.`,
    'Give one weight per direction, or none for 1 each.',
    { port: 'weights' },
  );
}
