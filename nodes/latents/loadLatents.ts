import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { latentsFromBytes } from '../support/latents/latentsFile.ts';
import { fileParameter } from '../support/parameters/parameters.ts';

export default defineNode({
  type: 'load_latents',
  version: 1,
  migrations: [],
  title: 'Load latents',
  docs: `Reads latents from a .safetensors file that Save latents wrote, with their noise level and their space. They mix only with latents of the same autoencoder.

A .latent file of ComfyUI does not say what it belongs to: connect the VAE of the model that made it. Its values are unscaled, and those of its oldest version are divided by 0.18215.`,
  errors: [
    'A file that is not there, cannot be read, or lies outside the folders that may be read.',
    'A .latent file without a VAE.',
    'A file that is broken, or that does not say what Save latents writes: space and noise level.',
  ],
  keywords: ['load latent', 'open', 'safetensors', 'latent', 'comfyui', 'file'],
  inputs: { vae: port('vae', 'Of .latent files: the VAE that the latents belong to.', { optional: true }) },
  parameters: z.object({
    path: fileParameter('latents.safetensors', 'latents_file'),
  }),
  outputs: { latents: port('latents', 'The points as they were saved.') },
  effects: 'reads-files',
  reads: ({ path }) => [path],
  examples: [{ title: 'A saved point', parameters: { path: 'latents.safetensors' } }],
  async compute({ inputs: { vae }, parameters: { path } }, context) {
    return { latents: await paced(latentsFromBytes(await context.files.read(path), path, vae), context) };
  },
});
