import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { vaeKinds } from '../../src/graph/models/vaeKind.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'load_vae',
  version: 1,
  migrations: [],
  title: 'Load VAE',
  docs: `Opens an autoencoder (VAE) alone, without a model that denoises.

For what happens between pictures and latents only: Encode, Decode, traversals, round trips, disentanglement. VAEs are .safetensors files or folders in "vae", inside the models folder or beside it; the VAE of a whole model can be chosen too.

Autoencoders of clips, such as those of Wan and CogVideoX, are folders of ONNX networks, as the README says under Clips: Encode clip and Decode clip take them, and to Encode and Decode a picture is a clip of one frame.

To denoise with another VAE, use Load model from parts: its network and VAE then agree on how latents are scaled.`,
  errors: [
    'A name for which there is no VAE.',
    'A file that does not say how its latents are scaled, while no kind of model is chosen.',
    'A VAE of another kind of model than the chosen one.',
  ],
  keywords: [
    'vaeloader',
    'autoencoder',
    'vae',
    'beta-vae',
    'encoder',
    'decoder',
    'video',
    '3d vae',
    'wan',
    'cogvideox',
  ],
  inputs: {},
  parameters: z.object({
    vae: z
      .string()
      .min(1)
      .max(300)
      .default('starter')
      .describe('Name of the VAE, or of the model that it belongs to.')
      .meta({ control: 'vae', label: 'VAE' }),
    kind: z
      .enum(vaeKinds)
      .default('stated')
      .describe('The kind of models that its latents are scaled for. Folders say it, most single files do not.')
      .meta({
        label: 'Latents scaled for',
        choices: {
          stated: 'as its folder says',
          stable_diffusion: 'Stable Diffusion 1 and 2',
          stable_diffusion_xl: 'Stable Diffusion XL',
          stable_diffusion_3: 'Stable Diffusion 3',
          flux: 'FLUX',
        },
      }),
  }),
  outputs: { vae: port('vae', 'The autoencoder between pictures and latents.') },
  usesVaes: ({ vae }) => [vae],
  examples: [
    { title: 'The VAE of the model that comes with the program', parameters: {} },
    { title: 'A file for SDXL', parameters: { vae: 'sdxl_vae', kind: 'stable_diffusion_xl' } },
  ],
  compute: async ({ parameters: { vae, kind } }, context) => ({ vae: await context.vaes.load(vae, kind) }),
});
