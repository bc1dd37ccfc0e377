import type { Tensor } from '../tensor/tensor.ts';
import type { Work } from '../tensor/work.ts';
import { luminance } from './luminance.ts';
import { averaged } from './resample.ts';

/** Brightness of a picture [1, 3, H, W] averaged down to the cells of latents [1, C, h, w]: [h, w] flat. */
export function* maskCells(mask: Tensor, { shape }: Tensor): Work<Float32Array> {
  return luminance(yield* averaged(mask, shape[3] ?? 1, shape[2] ?? 1));
}
