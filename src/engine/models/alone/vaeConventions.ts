import type { VaeKind } from '../../../graph/models/vaeKind.ts';
import type { PartConventions } from '../../checkpoints/singleFile/recipe.ts';
import { flux } from '../../checkpoints/singleFile/recipes/flux.ts';
import { stableDiffusion1 } from '../../checkpoints/singleFile/recipes/stableDiffusion1.ts';
import { stableDiffusion3 } from '../../checkpoints/singleFile/recipes/stableDiffusion3.ts';
import { stableDiffusionXl } from '../../checkpoints/singleFile/recipes/stableDiffusionXl.ts';

/** What is known of a VAE by the models that it is for. */
export interface AloneConventions {
  readonly recipe: PartConventions;
  /** Cells that height and width of latents are multiples of. */
  readonly multiple: number;
  /** Whether `latents_mean` and `latents_std` of its configuration are heeded. */
  readonly byChannel?: true;
}

export const aloneConventions: Readonly<Record<VaeKind, AloneConventions>> = {
  stated: { recipe: { title: 'latent diffusion', encoders: [], vae: {} }, multiple: 1, byChannel: true },
  stable_diffusion: { recipe: stableDiffusion1, multiple: 1 },
  stable_diffusion_xl: { recipe: stableDiffusionXl, multiple: 1, byChannel: true },
  stable_diffusion_3: { recipe: stableDiffusion3, multiple: 2 },
  flux: { recipe: flux, multiple: 2 },
};
