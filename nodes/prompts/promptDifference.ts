import { z } from 'zod';
import { promptItem, promptSum } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { requireSameEncoding } from '../support/sampling/prompts.ts';

export default defineNode({
  type: 'prompt_difference',
  version: 1,
  migrations: [],
  title: 'Prompt difference',
  docs: `The direction from one prompt to another, to - from: what the one says more than the other. Add it to other prompts with Apply prompt directions.

Typical setup: connect two Prompt nodes that differ in one thing, such as "a house" and "a house at night".`,
  errors: ['Prompts of two models, or of different lengths in chunks.'],
  keywords: ['prompt', 'conditioning', 'direction', 'subtract', 'minus'],
  inputs: {
    from: port('conditioning', 'The prompt to subtract.'),
    to: port('conditioning', 'The prompt to subtract from.'),
  },
  parameters: z.object({}),
  outputs: { direction: port('prompt_direction', 'The direction, to - from.') },
  examples: [{ title: 'What one prompt says more', parameters: {} }],
  compute({ inputs }) {
    const [from, to] = [promptItem(inputs.from, 0), promptItem(inputs.to, 0)];
    requireSameEncoding('from', from, 'to', to);
    const tensors = promptSum([
      [1, to.tensors],
      [-1, from.tensors],
    ]);
    return { direction: { encoder: to.encoder, tensors, from: from.prompt, to: to.prompt } };
  },
});
