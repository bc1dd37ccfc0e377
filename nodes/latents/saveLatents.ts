import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { fileNameParameter } from '../support/fileName.ts';
import { latentsToBytes } from '../support/latentsFile.ts';

export default defineNode({
  type: 'save_latents',
  version: 1,
  migrations: [],
  title: 'Save latents',
  docs: `Writes latents to the output folder as a .safetensors file, exact to the last bit. Their noise level and latent space are stored in the header, so that Load latents gives back the same value; other programs find one float32 tensor called "latents".

The memory of a multi-step sampler is not saved: denoising that continues from the file starts afresh there.`,
  errors: ['An output folder that cannot be written to, or a full disk.'],
  keywords: ['write', 'export', 'safetensors', 'file'],
  inputs: { latents: port('latents', 'The points to write.') },
  parameters: z.object({ filename: fileNameParameter('latents') }),
  outputs: {},
  effects: 'writes-files',
  terminal: true,
  examples: [{ title: 'Keep a point', parameters: { filename: 'lighthouse' } }],
  async compute({ inputs, parameters }, context) {
    const bytes = await paced(latentsToBytes(inputs.latents), context);
    await context.files.write(`${parameters.filename}.safetensors`, bytes);
    return {};
  },
});
