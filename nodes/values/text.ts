import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'text',
  version: 1,
  migrations: [],
  title: 'Text',
  docs: 'Outputs a text that several nodes can share. Connect it to the "text" input of Prompt nodes.',
  keywords: ['string', 'words', 'prompt'],
  inputs: {},
  parameters: z.object({
    text: z.string().max(20_000).default('').describe('The text.').meta({ control: 'multiline', isPrompt: true }),
  }),
  outputs: { text: port('text', 'The text.') },
  examples: [{ title: 'A subject', parameters: { text: 'a red tree in the snow' } }],
  compute: ({ parameters }) => ({ text: parameters.text }),
});
