import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'preview_image',
  version: 1,
  migrations: [],
  title: 'Preview image',
  docs: `Shows pictures on the node and in the results. A batch can be looked through picture by picture. Nothing is written to disk: use Save image for that.`,
  keywords: ['show', 'view', 'display'],
  inputs: { image: port('image', 'The pictures to show.') },
  parameters: z.object({}),
  outputs: { image: port('image', 'The same pictures, passed through.') },
  preview: 'images',
  terminal: true,
  examples: [{ title: 'Show a picture', parameters: {} }],
  compute: ({ inputs }) => ({ image: inputs.image }),
});
