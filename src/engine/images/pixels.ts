import type { Tensor } from '../../tensor/tensor.ts';

/** Batch item `index` of [B, 3, H, W] as RGB bytes, rounded to the nearest level. */
export function tensorToRgb(image: Tensor, index = 0): Uint8ClampedArray {
  const [, , height = 0, width = 0] = image.shape;
  const area = width * height;
  const rgb = new Uint8ClampedArray(area * 3);
  for (let pixel = 0; pixel < area; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      rgb[pixel * 3 + colour] = (image.data[(index * 3 + colour) * area + pixel] as number) * 255;
    }
  }
  return rgb;
}
