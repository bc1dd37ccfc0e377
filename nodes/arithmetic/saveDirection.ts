import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { directionToBytes } from '../support/directions/directionFile.ts';
import { fileNameParameter } from '../support/parameters/fileName.ts';

export default defineNode({
  type: 'save_direction',
  version: 1,
  migrations: [],
  title: 'Save direction',
  docs: `Writes a direction to the output folder as a .safetensors file, exact to the last bit. Its space, scale, raw length and where it came from (method, counts, reliability) are stored in the header, so the file can be understood a year later.

Load direction gives back the same value; other programs find one float32 tensor called "direction".`,
  errors: ['An output folder that cannot be written to, or a full disk.'],
  keywords: ['write', 'export', 'safetensors', 'file', 'vector'],
  inputs: { direction: port('direction', 'The direction to write.', { clips: 'either' }) },
  parameters: z.object({ filename: fileNameParameter('direction') }),
  outputs: {},
  effects: 'writes-files',
  terminal: true,
  examples: [{ title: 'Keep a direction', parameters: { filename: 'night' } }],
  async compute({ inputs, parameters }, context) {
    await context.files.write(`${parameters.filename}.safetensors`, directionToBytes(inputs.direction));
    return {};
  },
});
