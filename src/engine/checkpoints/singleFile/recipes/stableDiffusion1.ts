import { predictionOf } from '../predictionType.ts';
import type { CheckpointSketch, Recipe } from '../recipe.ts';
import { plainScheduler } from './trainedBetas.ts';

/** Channels of a UNet that is told what to keep of a picture: latents, a mask, and the latents of the rest. */
const inpaintingChannels = 9;

export function unetPipeline(sketch: CheckpointSketch, plain: string, inpainting: string): string {
  return sketch.config.in_channels === inpaintingChannels ? inpainting : plain;
}

/** Stable Diffusion 1.x, and the latent consistency models made of it. */
export const stableDiffusion1: Recipe = {
  title: 'Stable Diffusion 1',
  denoiser: { part: 'unet', kind: 'unet' },
  matches: ({ config }) => config.use_linear_projection === false && config.addition_embed_type === undefined,
  encoders: [
    { part: 'text_encoder', tokenizer: 'tokenizer', places: ['clip'], kind: 'clip', projecting: false, width: 768 },
  ],
  latentChannels: 4,
  vae: { scaling_factor: 0.18215, sample_size: 512 },
  index: (sketch) => ({
    _class_name: isConsistent(sketch)
      ? 'LatentConsistencyModelPipeline'
      : unetPipeline(sketch, 'StableDiffusionPipeline', 'StableDiffusionInpaintPipeline'),
  }),
  denoiserConfig: () => ({ sample_size: 64 }),
  scheduler(sketch) {
    const { type, zeroSnr, guesses } = predictionOf(sketch, { type: 'epsilon', sure: true, reason: '' });
    const told = { prediction_type: type, ...(zeroSnr && { rescale_betas_zero_snr: true }) };
    if (isConsistent(sketch)) {
      return {
        config: { _class_name: 'LCMScheduler', ...plainScheduler, ...told, original_inference_steps: 50 },
        guesses,
      };
    }
    // PNDM, the scheduler of version 1, has no schedule down to no signal.
    if (zeroSnr)
      return {
        config: { _class_name: 'DDIMScheduler', ...plainScheduler, ...told, timestep_spacing: 'trailing' },
        guesses,
      };
    return { config: { _class_name: 'PNDMScheduler', ...plainScheduler, skip_prk_steps: true, ...told }, guesses };
  },
};

function isConsistent({ config }: CheckpointSketch): boolean {
  return config.time_cond_proj_dim !== undefined;
}
