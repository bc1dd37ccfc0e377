import type { Tensor } from '../tensor/tensor.ts';
import type { Picture } from './events.ts';

/** [B, 3, H, W] in 0..1 -> RGBA bytes, rounded to the nearest level as a PNG of it would be. */
export function toPicture(image: Tensor, framesPerSecond?: number): Picture {
  const [frames = 1, , height = 0, width = 0] = image.shape;
  const plane = height * width;
  const rgba = new Uint8ClampedArray(frames * plane * 4);
  const { data } = image;
  for (let frame = 0; frame < frames; frame++) {
    const red = frame * 3 * plane;
    let target = frame * plane * 4;
    for (let i = red; i < red + plane; i++, target += 4) {
      rgba[target] = (data[i] as number) * 255;
      rgba[target + 1] = (data[i + plane] as number) * 255;
      rgba[target + 2] = (data[i + 2 * plane] as number) * 255;
      rgba[target + 3] = 255;
    }
  }
  return { width, height, frames, rgba, ...(framesPerSecond === undefined ? {} : { framesPerSecond }) };
}
