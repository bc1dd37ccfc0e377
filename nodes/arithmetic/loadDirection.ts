import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { directionFromBytes } from '../support/directions/directionFile.ts';
import { fileParameter } from '../support/parameters/parameters.ts';

export default defineNode({
  type: 'load_direction',
  version: 1,
  migrations: [],
  title: 'Load direction',
  docs: `Reads a direction from a .safetensors file that Save direction wrote, with its scale and its provenance. It works on latents of the same autoencoder and the same size of picture.

Typical setup: followed by Apply directions or Noise-level arithmetic.`,
  errors: [
    'A file that is not there, cannot be read, or lies outside the folders that may be read.',
    'A file that is broken, or that does not say what Save direction writes: space, scale and length.',
  ],
  keywords: ['open', 'safetensors', 'file', 'vector'],
  inputs: {},
  parameters: z.object({
    path: fileParameter('direction.safetensors', 'latents_file'),
  }),
  outputs: { direction: port('direction', 'The direction as it was saved.') },
  effects: 'reads-files',
  reads: ({ path }) => [path],
  examples: [{ title: 'A saved direction', parameters: { path: 'direction.safetensors' } }],
  async compute({ parameters: { path } }, context) {
    return { direction: directionFromBytes(await context.files.read(path), path) };
  },
});
