import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

const piece = (description: string) =>
  z.string().max(20_000).default('').describe(description).meta({ control: 'multiline', isPrompt: true });

export default defineNode({
  type: 'join_texts',
  version: 1,
  migrations: [],
  title: 'Join texts',
  docs: `Makes one text of two, with what is to stand between them: a subject and a style that several prompts share, for example.

Typical setup: connect Text nodes, followed by Prompt.`,
  keywords: ['string concatenate', 'stringconcatenate', 'concat', 'append', 'combine', 'string', 'prompt'],
  inputs: {
    first: port('text', 'The first text, in place of the parameter.'),
    second: port('text', 'The second text, in place of the parameter.'),
  },
  parameters: z.object({
    first: piece('The first text.'),
    second: piece('The second text.'),
    between: z.string().max(1000).default('').describe('What stands between them, such as a comma and a space.'),
  }),
  outputs: { text: port('text', 'Both in one.') },
  examples: [
    { title: 'A subject and a style', parameters: { first: 'a red tree', second: 'watercolor', between: ', ' } },
  ],
  compute: ({ inputs: { first, second }, parameters: { between } }) => ({ text: `${first}${between}${second}` }),
});
