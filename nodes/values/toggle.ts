import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'toggle',
  version: 1,
  migrations: [],
  title: 'On or off',
  docs: `Outputs 1 while it is on and 0 while it is off, for several Switch nodes to share.

Typical setup: followed by the "which" input of one Switch or of many, so that one click chooses between two ways of making a picture.`,
  keywords: ['boolean', 'primitiveboolean', 'true', 'false', 'toggle', 'checkbox', 'switch', 'primitive'],
  inputs: {},
  parameters: z.object({ is_on: z.boolean().default(false).describe('Whether it is on.').meta({ label: 'On' }) }),
  outputs: { number: port('number', 'The number 1 while it is on, 0 while it is off.') },
  known: { number: ({ is_on }) => Number(is_on) },
  examples: [{ title: 'On', parameters: { is_on: true } }],
  compute: ({ parameters: { is_on } }) => ({ number: Number(is_on) }),
});
