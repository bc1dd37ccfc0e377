import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';

/** What a network says of one point [1, C, h, w] with the negative prompt and with the positive one. */
export interface Predictions {
  readonly unconditional: Tensor;
  readonly conditional: Tensor;
}

/** uncond + scale (cond - uncond) (Ho & Salimans, arXiv 2207.12598), of raw predictions or of denoised latents. */
export function classifierFree({ unconditional, conditional }: Predictions, scale: number): Tensor {
  return weightedSum([
    [1 - scale, unconditional],
    [scale, conditional],
  ]);
}
