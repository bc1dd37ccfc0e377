import type { LatentSpace } from './model.ts';

/** Pixels that the sides of pictures are multiples of: a latent cell, or several where the network reads them at once. */
export function patchSide({ downscale, multiple }: LatentSpace): number {
  return downscale * multiple;
}
