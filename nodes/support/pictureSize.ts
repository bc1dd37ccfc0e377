import { z } from 'zod';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { covering, resized } from './resample.ts';

const side = (name: string) =>
  z
    .int()
    .min(0)
    .max(8192)
    .default(0)
    .describe(
      `${name} to bring pictures to, in pixels. 0 keeps it, or follows the other side; with both given, what stands out is cut off.`,
    )
    .meta({ unit: 'px', step: 8, zero: 'auto' });

export const sizeParameters = { width: side('Width'), height: side('Height') };

/** A picture [1, 3, H, W] at the size that a person asked for. */
export function atSize(image: Tensor, { width, height }: { readonly width: number; readonly height: number }): Tensor {
  const [, , rows = 1, columns = 1] = image.shape;
  if (width === 0 && height === 0) return image;
  if (width === 0) return resized(image, Math.max(1, Math.round((columns * height) / rows)), height);
  if (height === 0) return resized(image, width, Math.max(1, Math.round((rows * width) / columns)));
  return covering(image, width, height);
}

/** "128 x 96 px" */
export function pictureSize({ shape }: Tensor): string {
  return `${shape[3] ?? 0} x ${shape[2] ?? 0} px`;
}
