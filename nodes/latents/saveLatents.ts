import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { comfyuiLatentBytes } from '../support/latents/comfyuiLatents.ts';
import { latentsToBytes } from '../support/latents/latentsFile.ts';
import { fileNameParameter } from '../support/parameters/fileName.ts';

export default defineNode({
  type: 'save_latents',
  version: 1,
  migrations: [],
  title: 'Save latents',
  docs: `Writes latents to the output folder as a .safetensors file, exact to the last bit. Their noise level and latent space are stored in the header, so that Load latents gives back the same value; other programs find one float32 tensor called "latents".

With the format of ComfyUI a .latent file is written, which ComfyUI's Load Latent reads: unscaled, by the VAE, and without saying what it belongs to.

The memory of a multi-step sampler is not saved: denoising that continues from the file starts afresh there.`,
  errors: [
    'For the format of ComfyUI, no VAE, or latents that still carry noise.',
    'An output folder that cannot be written to, or a full disk.',
  ],
  keywords: ['save latent', 'write', 'export', 'safetensors', 'latent', 'comfyui', 'file'],
  inputs: {
    latents: port('latents', 'The points to write.', { clips: 'either' }),
    vae: port('vae', 'For the format of ComfyUI: the VAE of the latents.', { optional: true }),
  },
  parameters: z.object({
    filename: fileNameParameter('latents'),
    format: z
      .enum(['arcspace', 'comfyui'])
      .default('arcspace')
      .describe('What to write: all that Load latents needs, or a .latent file for ComfyUI.')
      .meta({ choices: { arcspace: 'Arcspace (.safetensors)', comfyui: 'ComfyUI (.latent)' } }),
  }),
  outputs: {},
  effects: 'writes-files',
  terminal: true,
  examples: [{ title: 'Keep a point', parameters: { filename: 'lighthouse' } }],
  async compute({ inputs, parameters }, context) {
    const { latents, vae } = inputs;
    const { filename, format } = parameters;
    const isTheirs = format === 'comfyui';
    const writing = isTheirs ? comfyuiLatentBytes(latents, vae) : latentsToBytes(latents);
    await context.files.write(`${filename}.${isTheirs ? 'latent' : 'safetensors'}`, await paced(writing, context));
    return {};
  },
});
