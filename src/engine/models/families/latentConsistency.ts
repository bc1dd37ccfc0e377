import type { ModelFamily } from './family.ts';
import { plainUnetModel } from './plainUnetModel.ts';

/** Latent consistency models (Luo et al., arXiv 2310.04378) of Stable Diffusion 1: told the guidance scale, few steps. */
export const latentConsistency: ModelFamily = {
  title: 'Latent consistency',
  pipelines: ['LatentConsistencyModelPipeline', 'LatentConsistencyModelImg2ImgPipeline'],
  denoiser: { part: 'unet', className: 'UNet2DConditionModel' },
  encoders: [{ network: 'text_encoder', tokenizer: 'tokenizer', kind: 'clip', length: 77 }],
  vae: { channels: 4, scale: 0.18215, shift: 0 },
  // Without a pipeline class it is Stable Diffusion whose UNet says that it is told the guidance.
  looksLike: () => false,
  read: (reading) => plainUnetModel(reading, latentConsistency.title),
};
