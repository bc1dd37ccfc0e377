import type { Recipe } from '../recipe.ts';

/** Stable Diffusion 3 and 3.5. Files come with all of the text encoders, without T5, and without any. */
export const stableDiffusion3: Recipe = {
  title: 'Stable Diffusion 3',
  denoiser: { part: 'transformer', kind: 'sd3' },
  matches: () => true,
  encoders: [
    { part: 'text_encoder', tokenizer: 'tokenizer', places: ['clipL'], kind: 'clip', projecting: true, width: 768 },
    {
      part: 'text_encoder_2',
      tokenizer: 'tokenizer_2',
      places: ['clipG'],
      kind: 'clip',
      projecting: true,
      width: 1280,
      pad: '!',
    },
    {
      part: 'text_encoder_3',
      tokenizer: 'tokenizer_3',
      places: ['t5'],
      kind: 't5',
      projecting: false,
      width: 4096,
      optional: true,
    },
  ],
  latentChannels: 16,
  vae: { scaling_factor: 1.5305, shift_factor: 0.0609, sample_size: 1024, force_upcast: true },
  index: () => ({ _class_name: 'StableDiffusion3Pipeline' }),
  denoiserConfig: () => ({ sample_size: 128 }),
  scheduler: () => ({
    config: { _class_name: 'FlowMatchEulerDiscreteScheduler', num_train_timesteps: 1000, shift: 3 },
    guesses: [],
  }),
};
