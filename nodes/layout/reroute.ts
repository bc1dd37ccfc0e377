import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'reroute',
  version: 1,
  migrations: [],
  title: 'Reroute',
  docs: 'Passes its input through unchanged, so a long wire can be routed neatly. It takes the type of the wire connected to it.',
  keywords: ['wire', 'pass', 'knot'],
  inputs: { value: port('any', 'Anything.') },
  parameters: z.object({}),
  outputs: { value: port('any', 'The same.') },
  passesOn: 'value',
  examples: [{ title: 'A bend in a wire', parameters: {} }],
  compute: ({ inputs }) => ({ value: inputs.value }),
});
