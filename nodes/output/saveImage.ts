import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItems } from '../../src/tensor/tensor.ts';
import { fileNameParameter, numbered } from '../support/parameters/fileName.ts';

export default defineNode({
  type: 'save_image',
  version: 1,
  migrations: [],
  title: 'Save image',
  docs: `Writes pictures to the output folder. A PNG carries the workflow that made it: drop it on the editor to open that workflow again. Switch that off to share a picture alone. A batch becomes one numbered file per picture.`,
  errors: ['An output folder that cannot be written to, or a full disk.'],
  keywords: ['write', 'export', 'png', 'jpeg', 'file'],
  inputs: { image: port('image', 'The pictures to write.') },
  parameters: z.object({
    filename: fileNameParameter('picture'),
    format: z
      .enum(['png', 'jpeg'])
      .default('png')
      .describe('PNG keeps every pixel and can carry the workflow. JPEG is smaller, loses a little and carries none.'),
    include_workflow: z
      .boolean()
      .default(true)
      .describe('Whether the PNG carries the workflow that made it.')
      .meta({ shownWhen: { format: 'png' } }),
  }),
  outputs: { image: port('image', 'The same pictures, for further use.') },
  effects: 'writes-files',
  preview: 'images',
  terminal: true,
  examples: [{ title: 'A PNG with its workflow', parameters: { filename: 'lighthouse', format: 'png' } }],
  async compute({ inputs, parameters: { filename, format, include_workflow } }, context) {
    const pictures = batchItems(inputs.image);
    const encoding = { workflow: include_workflow, signal: context.signal };
    for (const [index, picture] of pictures.entries()) {
      context.signal.throwIfAborted();
      const name = `${numbered(filename, index, pictures.length)}.${format === 'png' ? 'png' : 'jpg'}`;
      await context.files.write(name, await context.images.encode(picture, format, encoding));
      await context.progress({ step: index + 1, of: pictures.length });
    }
    return { image: inputs.image };
  },
});
