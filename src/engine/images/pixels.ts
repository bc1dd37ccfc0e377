import { type Tensor, zeros } from '../../tensor/tensor.ts';

/** What a decoder gives: grey, grey with alpha, RGB or RGBA, pixel after pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
  /** The number that means full: 255 or 65535. */
  readonly peak: number;
}

/** -> [1, 3, H, W] in 0..1, transparency laid on white. */
export function pixelsToTensor({ width, height, channels, data, peak }: Pixels): Tensor {
  const area = width * height;
  const image = zeros([1, 3, height, width]);
  const hasAlpha = channels === 2 || channels === 4;
  const coloured = channels >= 3;
  for (let pixel = 0; pixel < area; pixel++) {
    const first = pixel * channels;
    const alpha = hasAlpha ? (data[first + channels - 1] as number) / peak : 1;
    for (let colour = 0; colour < 3; colour++) {
      const value = (data[first + (coloured ? colour : 0)] as number) / peak;
      image.data[colour * area + pixel] = hasAlpha ? value * alpha + 1 - alpha : value;
    }
  }
  return image;
}

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
