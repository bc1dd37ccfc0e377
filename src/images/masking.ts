import { type Tensor, tensor } from '../tensor/tensor.ts';
import type { Work } from '../tensor/work.ts';
import { luminance } from './luminance.ts';
import { resizedInPieces } from './resample.ts';

/** Middle grey: 0 where networks count pictures from -1 to 1. */
const grey = 0.5;

/** A mask as networks that were trained to inpaint read it, and the picture that they are shown. */
export interface Masking {
  /** [1, 1, h, w], 1 where they paint: the mask at the first pixel of each cell, as diffusers takes it. */
  readonly cells: Tensor;
  /** [1, 3, H, W] */
  readonly masked: Tensor;
}

/**
 * @param picture [1, 3, H, W], sides multiples of `downscale`.
 * @param mask [1, 3, ., .], resized to the picture; half or more is white.
 */
export function* masking(picture: Tensor, mask: Tensor, downscale: number): Work<Masking> {
  const [, , height = 1, width = 1] = picture.shape;
  const sameSize = mask.shape[2] === height && mask.shape[3] === width;
  const bright = luminance(sameSize ? mask : yield* resizedInPieces(mask, width, height));
  const paints = bright.map((value) => (value >= 0.5 ? 1 : 0));
  const size = height * width;
  const masked = picture.data.map((value, i) => (paints[i % size] === 1 ? grey : value));
  const [rows, columns] = [height / downscale, width / downscale];
  const cells = Float32Array.from({ length: rows * columns }, (_, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    return paints[row * downscale * width + column * downscale] as number;
  });
  return { cells: tensor(cells, [1, 1, rows, columns]), masked: tensor(masked, picture.shape) };
}
