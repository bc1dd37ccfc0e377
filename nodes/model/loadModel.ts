import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'load_model',
  version: 1,
  migrations: [],
  title: 'Load model',
  docs: `Opens a latent diffusion model and outputs its three parts. The model is a .safetensors checkpoint, a folder of Diffusers, or a folder in the ONNX layout; the one that comes with the program is called "starter".

Each part is loaded when a node first asks for it and stays in memory while there is room. Connect the network to the denoising nodes, the autoencoder (VAE) to Encode and Decode, and the text encoder to Prompt. Latents remember which autoencoder made them, so parts of different models cannot be mixed by mistake.`,
  errors: [
    'A model name for which there is no file and no folder.',
    'A model with a missing or broken file.',
    'A model of a kind that Arcspace does not run, such as Sana or an upscaler. Stable Diffusion 1, 2, XL and 3, FLUX, PixArt-Sigma and latent consistency models do.',
    'A folder that mixes parts of two models, such as the text encoder of another one.',
  ],
  keywords: [
    'load checkpoint',
    'checkpointloadersimple',
    'checkpoint',
    'unet',
    'onnx',
    'stable diffusion',
    'sdxl',
    'sd3',
    'flux',
    'lcm',
    'turbo',
  ],
  inputs: {},
  parameters: z.object({
    model: z
      .string()
      .min(1)
      .max(200)
      .default('starter')
      .describe('Name of the model, which is that of its file or folder.')
      .meta({ control: 'model' }),
  }),
  outputs: {
    model: port('model', 'The denoising network with its training schedule.'),
    vae: port('vae', 'The autoencoder between pictures and latents.'),
    text_encoder: port('text_encoder', 'Turns prompts into conditioning.'),
  },
  usesModels: ({ model }) => [model],
  examples: [{ title: 'The model that comes with the program', parameters: { model: 'starter' } }],
  async compute({ parameters }, context) {
    const { denoiser, vae, textEncoder } = await context.models.load(parameters.model);
    return { model: denoiser, vae, text_encoder: textEncoder };
  },
});
