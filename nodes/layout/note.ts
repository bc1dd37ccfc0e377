import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';

export default defineNode({
  type: 'note',
  version: 1,
  migrations: [],
  title: 'Note',
  docs: 'A note for whoever reads the workflow. It has no ports and does nothing when the workflow runs.',
  keywords: ['comment', 'text', 'explain'],
  inputs: {},
  parameters: z.object({
    text: z.string().max(20_000).default('').describe('The text.').meta({ control: 'multiline' }),
  }),
  outputs: {},
  examples: [{ title: 'A reminder', parameters: { text: 'Try other seeds.' } }],
  compute: () => ({}),
});
