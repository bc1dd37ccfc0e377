import type { CheckpointSketch, Recipe } from '../recipe.ts';

/** Channels of four latents beside each other, and what models for other tasks read beside them. */
const pipelines: Readonly<Record<number, string>> = {
  64: 'FluxPipeline',
  128: 'FluxControlPipeline',
  384: 'FluxFillPipeline',
};

/** FLUX.1 dev and schnell, and those for other tasks. Most files hold the transformer alone. */
export const flux: Recipe = {
  title: 'FLUX',
  denoiser: { part: 'transformer', kind: 'flux' },
  matches: () => true,
  encoders: [
    {
      part: 'text_encoder',
      tokenizer: 'tokenizer',
      places: ['clipL'],
      kind: 'clip',
      projecting: false,
      width: 768,
      summaryOnly: true,
    },
    { part: 'text_encoder_2', tokenizer: 'tokenizer_2', places: ['t5'], kind: 't5', projecting: false, width: 4096 },
  ],
  latentChannels: 16,
  vae: { scaling_factor: 0.3611, shift_factor: 0.1159, sample_size: 1024, force_upcast: true },
  index: ({ config }) => ({ _class_name: pipelines[Number(config.in_channels)] ?? 'FluxPipeline' }),
  denoiserConfig: () => ({}),
  scheduler: (sketch) => ({ config: isDistilled(sketch) ? schnell : dev, guesses: [] }),
};

/** Only models that are told the guidance are shifted by the size of the picture. */
function isDistilled({ config }: CheckpointSketch): boolean {
  return config.guidance_embeds === false;
}

const common = {
  _class_name: 'FlowMatchEulerDiscreteScheduler',
  num_train_timesteps: 1000,
  base_image_seq_len: 256,
  max_image_seq_len: 4096,
  base_shift: 0.5,
  max_shift: 1.15,
} as const;

const dev = { ...common, shift: 3, use_dynamic_shifting: true };
const schnell = { ...common, shift: 1, use_dynamic_shifting: false };
