import type { DownloadKind } from './downloads.ts';

/** A model to begin with. */
export interface SuggestedModel {
  readonly title: string;
  /** What to ask the hub for. */
  readonly source: string;
  readonly kind: DownloadKind;
  /** As its author calls it. The hub says what counts, and it is shown before anything is downloaded. */
  readonly licence: string;
  /** About how many bytes are downloaded. */
  readonly bytes: number;
  /** About how many bytes of memory it takes on the processor, which computes in float32; none for what adds to a model. */
  readonly memory?: number;
  readonly goodFor: string;
}

/** How far these were tried. Said wherever the list is shown. */
export const howSuggestionsWereChecked =
  'Each of these is of a kind whose numbers equal those of diffusers, proven with small models of the same kind. The models themselves were not run in the tests: sizes and memory are estimates.';

/** Those for small machines first. */
export const suggestedModels: readonly SuggestedModel[] = [
  {
    title: 'Stable Diffusion 1.5',
    source: 'stable-diffusion-v1-5/stable-diffusion-v1-5',
    kind: 'model',
    licence: 'creativeml-openrail-m',
    bytes: 2.1e9,
    memory: 5e9,
    goodFor: 'Everything at 512 x 512; most LoRAs are made for it. 20 to 30 steps.',
  },
  {
    title: 'SD Turbo',
    source: 'stabilityai/sd-turbo',
    kind: 'model',
    licence: 'Stability AI Community',
    bytes: 2.6e9,
    memory: 6e9,
    goodFor: 'Quick looks at 512 x 512: 1 to 4 steps without guidance. The one for live sliders.',
  },
  {
    title: 'LCM Dreamshaper v7',
    source: 'SimianLuo/LCM_Dreamshaper_v7',
    kind: 'model',
    licence: 'mit',
    bytes: 4.3e9,
    memory: 5e9,
    goodFor: 'Pictures of 768 x 768 in 4 to 8 steps (latent consistency).',
  },
  {
    title: 'Stable Diffusion XL',
    source: 'stabilityai/stable-diffusion-xl-base-1.0',
    kind: 'model',
    licence: 'openrail++',
    bytes: 6.9e9,
    memory: 16e9,
    goodFor: 'Detailed pictures of 1024 x 1024. Slow without a graphics card.',
  },
  {
    title: 'SDXL Turbo',
    source: 'stabilityai/sdxl-turbo',
    kind: 'model',
    licence: 'Stability AI Community',
    bytes: 6.9e9,
    memory: 16e9,
    goodFor: 'Quick looks at 512 x 512 with the style of XL: 1 to 4 steps without guidance.',
  },
  {
    title: 'Stable Diffusion 3.5 Medium',
    source: 'stabilityai/stable-diffusion-3.5-medium',
    kind: 'model',
    licence: 'Stability AI Community, to be accepted on its page',
    bytes: 16.3e9,
    memory: 36e9,
    goodFor: 'Long prompts, and words in pictures, at 1024 x 1024. Most of it is a text encoder.',
  },
  {
    title: 'FLUX.1 schnell',
    source: 'black-forest-labs/FLUX.1-schnell',
    kind: 'model',
    licence: 'apache-2.0, to be accepted on its page',
    bytes: 33.7e9,
    memory: 70e9,
    goodFor: 'The best pictures here, in 4 steps, on a machine with the memory for it.',
  },
  {
    title: 'LCM LoRA for Stable Diffusion 1.5',
    source: 'latent-consistency/lcm-lora-sdv1-5',
    kind: 'lora',
    licence: 'openrail++',
    bytes: 0.13e9,
    goodFor: 'Makes Stable Diffusion 1.5 paint in 4 to 8 steps, with the LCM sampler.',
  },
];
