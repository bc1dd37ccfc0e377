import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'reroute',
  version: 1,
  migrations: [],
  title: 'Reroute',
  docs: 'Passes on whatever flows in, so that a long wire can take a tidy way. It takes the type of the wire that reaches it.',
  keywords: ['wire', 'pass', 'knot'],
  inputs: { value: port('any', 'Anything.') },
  parameters: z.object({}),
  outputs: { value: port('any', 'The same.') },
  examples: [{ title: 'A bend in a wire', parameters: {} }],
  compute: ({ inputs }) => ({ value: inputs.value }),
});
