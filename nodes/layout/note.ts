import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';

export default defineNode({
  type: 'note',
  version: 1,
  migrations: [],
  title: 'Note',
  docs: 'A note for whoever reads the workflow, in Markdown. It has no ports and does nothing when the workflow runs. A double click on its text edits it; links open in the browser.',
  keywords: ['comment', 'text', 'explain', 'markdown'],
  inputs: {},
  parameters: z.object({
    text: z
      .string()
      .max(20_000)
      .default('')
      .describe('The text. Headings, bold, italic, lists, links and code are written as in Markdown.')
      .meta({ control: 'multiline', format: 'markdown' }),
  }),
  outputs: {},
  examples: [{ title: 'A reminder', parameters: { text: '## Next\n\n- Try **other seeds**.' } }],
  compute: () => ({}),
});
