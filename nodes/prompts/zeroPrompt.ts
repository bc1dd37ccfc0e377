import { z } from 'zod';
import { zeroedPrompt } from '../../src/diffusion/prompts/promptArithmetic.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'zero_prompt',
  version: 1,
  migrations: [],
  title: 'Zero out prompt',
  docs: `Replaces what a prompt says by zeros: as many tokens, and nothing in them. It is a negative that asks for nothing, not even for what an empty text asks for, and what Stable Diffusion XL was trained with.

Typical setup: connect the Prompt of the positive, and wire the result to the negative input of Denoise or KSampler.

Hidden states and pooled vector become zero, as with ConditioningZeroOut of ComfyUI. Which tokens are padding, and the sizes that Stable Diffusion XL is told, stay.`,
  keywords: ['conditioning zero out', 'conditioningzeroout', 'negative', 'empty', 'unconditional', 'null'],
  inputs: { conditioning: port('conditioning', 'The encoded prompt.') },
  parameters: z.object({}),
  outputs: { conditioning: port('conditioning', 'As many tokens, all of them zero.') },
  examples: [{ title: 'A negative that asks for nothing', parameters: {} }],
  compute: ({ inputs: { conditioning } }) => ({
    conditioning: { ...conditioning, tensors: zeroedPrompt(conditioning.tensors) },
  }),
});
