import { predictionOf } from '../predictionType.ts';
import type { CheckpointSketch, EncoderRecipe, Recipe, SchedulerChoice } from '../recipe.ts';
import { unetPipeline } from './stableDiffusion1.ts';
import { trainedBetas } from './trainedBetas.ts';

/** Width of the prompts that the refiner reads: those of its one encoder. */
const refinerWidth = 1280;

const openClip = {
  part: 'text_encoder_2',
  tokenizer: 'tokenizer_2',
  kind: 'clip',
  projecting: true,
  width: 1280,
  pad: '!',
} as const;

const first: EncoderRecipe = {
  part: 'text_encoder',
  tokenizer: 'tokenizer',
  places: ['xlClip'],
  kind: 'clip',
  projecting: false,
  width: 768,
};

/** Its decoder overflows float16. */
const vae = { scaling_factor: 0.13025, sample_size: 1024, force_upcast: true };

export const stableDiffusionXl: Recipe = {
  title: 'Stable Diffusion XL',
  denoiser: { part: 'unet', kind: 'unet' },
  matches: (sketch) => isXl(sketch) && !isRefiner(sketch),
  encoders: [first, { ...openClip, places: ['xlOpenClip'] }],
  latentChannels: 4,
  vae,
  index: (sketch) => ({
    _class_name: unetPipeline(sketch, 'StableDiffusionXLPipeline', 'StableDiffusionXLInpaintPipeline'),
    force_zeros_for_empty_prompt: true,
  }),
  denoiserConfig: () => ({ sample_size: 128 }),
  scheduler,
};

export const stableDiffusionXlRefiner: Recipe = {
  title: 'Stable Diffusion XL refiner',
  denoiser: { part: 'unet', kind: 'unet' },
  matches: (sketch) => isXl(sketch) && isRefiner(sketch),
  encoders: [{ ...openClip, places: ['refinerOpenClip'] }],
  latentChannels: 4,
  vae,
  index: () => ({
    _class_name: 'StableDiffusionXLImg2ImgPipeline',
    force_zeros_for_empty_prompt: false,
    requires_aesthetics_score: true,
  }),
  denoiserConfig: () => ({ sample_size: 128 }),
  scheduler,
};

function isXl({ config }: Pick<CheckpointSketch, 'config'>): boolean {
  return config.addition_embed_type === 'text_time';
}

function isRefiner({ config, has }: Pick<CheckpointSketch, 'config' | 'has'>): boolean {
  return has('refinerOpenClip') || (config.cross_attention_dim === refinerWidth && !has('xlOpenClip'));
}

function scheduler(sketch: CheckpointSketch): SchedulerChoice {
  const { type, zeroSnr, guesses } = predictionOf(sketch, { type: 'epsilon', sure: true, reason: '' });
  return {
    config: {
      _class_name: 'EulerDiscreteScheduler',
      ...trainedBetas,
      prediction_type: type,
      interpolation_type: 'linear',
      timestep_spacing: 'leading',
      steps_offset: 1,
      ...(zeroSnr && { rescale_betas_zero_snr: true }),
    },
    guesses,
  };
}
