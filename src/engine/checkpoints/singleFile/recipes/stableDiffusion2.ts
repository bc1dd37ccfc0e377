import { type PredictionType, predictionOf } from '../predictionType.ts';
import type { Recipe } from '../recipe.ts';
import { unetPipeline } from './stableDiffusion1.ts';
import { plainScheduler } from './trainedBetas.ts';

/** The last of its 24 layers was left out in training. */
const layers = 23;

const reason = 'as Stable Diffusion 2.1 for 768 pixels';

/** Stable Diffusion 2.x and SD-Turbo. Its files do not say whether they are for 512 or 768 pixels, and so what they predict. */
export const stableDiffusion2: Recipe = {
  title: 'Stable Diffusion 2',
  denoiser: { part: 'unet', kind: 'unet' },
  matches: ({ config }) => config.use_linear_projection === true && config.addition_embed_type === undefined,
  encoders: [
    {
      part: 'text_encoder',
      tokenizer: 'tokenizer',
      places: ['openClip', 'clip'],
      kind: 'clip',
      projecting: false,
      width: 1024,
      layers,
      pad: '!',
    },
  ],
  latentChannels: 4,
  vae: { scaling_factor: 0.18215 },
  index: (sketch) => ({
    _class_name: unetPipeline(sketch, 'StableDiffusionPipeline', 'StableDiffusionInpaintPipeline'),
  }),
  denoiserConfig: (sketch) => ({ sample_size: predicted(sketch).type === 'v_prediction' ? 96 : 64 }),
  scheduler(sketch) {
    const { type, zeroSnr, guesses } = predicted(sketch);
    const zero = zeroSnr ? { rescale_betas_zero_snr: true, timestep_spacing: 'trailing' } : {};
    return { config: { _class_name: 'DDIMScheduler', ...plainScheduler, prediction_type: type, ...zero }, guesses };
  },
};

function predicted(sketch: Parameters<Recipe['scheduler']>[0]) {
  // Inpainting was trained at 512 pixels only.
  const inpainting = unetPipeline(sketch, '', 'inpainting') === 'inpainting';
  if (inpainting) return predictionOf(sketch, { type: 'epsilon', sure: true, reason: '' });
  return predictionOf(sketch, { type: 'v_prediction', sure: false, reason, byName });
}

/** Names of the published files: "v2-1_768-ema-pruned", "512-base-ema", "v2-1_512-ema-pruned", "sd_turbo". */
function byName(name: string): PredictionType | undefined {
  if (/768|v[-_ ]?pred/i.test(name)) return 'v_prediction';
  return /512|base|turbo/i.test(name) ? 'epsilon' : undefined;
}
