import { forStableDiffusion } from '../../../diffusion/schedulerConfig.ts';
import type { ModelFamily } from './family.ts';
import { plainUnetModel } from './plainUnetModel.ts';

/** Stable Diffusion 1.x and 2.x, and SD-Turbo: one CLIP encoder and a UNet. */
export const stableDiffusion: ModelFamily = {
  title: 'Stable Diffusion 1 or 2',
  pipelines: [
    'StableDiffusionPipeline',
    'StableDiffusionImg2ImgPipeline',
    'StableDiffusionInpaintPipeline',
    'StableDiffusionOnnxPipeline',
  ],
  denoiser: { part: 'unet', className: 'UNet2DConditionModel' },
  encoders: [{ network: 'text_encoder', tokenizer: 'tokenizer', kind: 'clip', length: 77 }],
  vae: { channels: 4, scale: 0.18215, shift: 0 },
  looksLike: ({ parts }) => parts.has('unet') && !parts.has('text_encoder_2'),
  schedule: forStableDiffusion,
  read: (reading) => plainUnetModel(reading, stableDiffusion.title),
};
