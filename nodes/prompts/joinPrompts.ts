import { z } from 'zod';
import { promptBatch, promptCount, promptItem, tokensAfter } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { commonBatch } from '../support/latents/batch.ts';
import { mixName, requireSameEncoder } from '../support/sampling/prompts.ts';

export default defineNode({
  type: 'join_prompts',
  version: 1,
  migrations: [],
  title: 'Join prompts',
  docs: `Puts the tokens of one encoded prompt after those of another: the network attends to both, and neither colours the words of the other. Long lists of things stay apart that way, such as a subject and a style.

Typical setup: connect two Prompt nodes, followed by Denoise or KSampler.

As with ConditioningConcat of ComfyUI, the pooled vector of the whole picture is that of the first prompt. For what lies between two prompts use Interpolate prompts.`,
  errors: [
    'Prompts of two models.',
    'Batches of different lengths, except that a single item goes with any.',
    'A network that was exported for a fixed number of tokens refuses more of them when it runs.',
  ],
  keywords: ['conditioning concat', 'conditioningconcat', 'concatenate', 'append', 'BREAK', 'prompt'],
  inputs: {
    first: port('conditioning', 'The prompt whose tokens come first, and whose pooled vector counts.'),
    second: port('conditioning', 'The prompt whose tokens follow.'),
  },
  parameters: z.object({}),
  outputs: { conditioning: port('conditioning', 'The tokens of both.') },
  examples: [{ title: 'A subject and a style', parameters: {} }],
  async compute({ inputs: { first, second } }, context) {
    requireSameEncoder('first', first, 'second', second);
    const rows = [];
    const count = commonBatch({ first: promptCount(first), second: promptCount(second) });
    for (let index = 0; index < count; index++) {
      await context.pause();
      rows.push(tokensAfter(promptItem(first, index).tensors, promptItem(second, index).tensors));
    }
    return { conditioning: { ...first, prompt: mixName([first, second]), tensors: promptBatch(rows) } };
  },
});
