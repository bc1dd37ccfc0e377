import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import type { PartKind } from '../../src/graph/models/knownModel.ts';
import { port } from '../../src/graph/port.ts';

const part = (control: PartKind, about: string, label: string) =>
  z.string().max(300).default('').describe(about).meta({ control, label });

export default defineNode({
  type: 'load_model_parts',
  version: 1,
  migrations: [],
  title: 'Load model from parts',
  docs: `Opens a model with another VAE or other text encoders, or puts one together from separate files.

Some models come as separate files, as FLUX usually does: flux1-dev, ae, clip_l and t5xxl_fp16. Choose each of them here. To try another VAE, choose a whole model and a VAE. What is not chosen is that of the model.

Parts are .safetensors files in these folders, inside the models folder or beside it: "unet" or "diffusion_models" for networks, "vae" for VAEs, "text_encoders" or "clip" for text encoders. A whole model can be chosen as a part too: its VAE or text encoder is used. Folders in the Diffusers layout work as well.

Which text encoder goes where: Stable Diffusion 1 and 2 have one. SDXL and Stable Diffusion 3 have CLIP-L first and CLIP-G second; Stable Diffusion 3 can have T5 third. FLUX has CLIP-L first and T5 second.

Latents of one VAE cannot be used with another. A VAE file does not say which kind of model it belongs to: that of SDXL with Stable Diffusion 1 gives wrong colours.`,
  errors: [
    'A name for which there is no file.',
    'A model that lacks a part for which no file is chosen.',
    'A part of the wrong kind: a text encoder as VAE, CLIP-G where CLIP-L belongs, a VAE with other channels.',
  ],
  keywords: [
    'load vae',
    'unetloader',
    'vaeloader',
    'cliploader',
    'load diffusion model',
    'vae',
    'clip',
    't5',
    'unet',
    'text encoder',
    'diffusion model',
    'dualcliploader',
    'flux',
    'swap vae',
  ],
  inputs: {},
  parameters: z.object({
    model: z
      .string()
      .min(1)
      .max(300)
      .default('starter')
      .describe('Name of the model, or of the file with its network (UNet or transformer).')
      .meta({ control: 'denoiser' }),
    vae: part('vae', 'File or model that the VAE is taken from; empty for that of the model.', 'VAE'),
    text_encoder: part(
      'text_encoder',
      'File or model that the first text encoder is taken from; empty for that of the model.',
      'Text encoder',
    ),
    text_encoder_2: part(
      'text_encoder',
      'The same for the second: CLIP-G for SDXL and Stable Diffusion 3, T5 for FLUX.',
      'Second text encoder',
    ),
    text_encoder_3: part('text_encoder', 'The same for the third: T5 for Stable Diffusion 3.', 'Third text encoder'),
  }),
  outputs: {
    model: port('model', 'The denoising network with its training schedule.'),
    vae: port('vae', 'The autoencoder between pictures and latents.'),
    text_encoder: port('text_encoder', 'Turns prompts into conditioning.'),
  },
  usesParts: ({ model, ...parts }) => ({ model, parts }),
  examples: [
    { title: 'The model that comes with the program, as it is', parameters: { model: 'starter' } },
    {
      title: 'FLUX of separate files',
      parameters: { model: 'flux1-dev', vae: 'ae', text_encoder: 'clip_l', text_encoder_2: 't5xxl_fp16' },
    },
  ],
  async compute({ parameters: { model, ...parts } }, context) {
    const { denoiser, vae, textEncoder } = await context.models.load(model, parts);
    return { model: denoiser, vae, text_encoder: textEncoder };
  },
});
