import type { Tensor } from '../tensor/tensor.ts';
import { finish, inStretches, type Work } from '../tensor/work.ts';
import type { Picture } from './events.ts';

/** [B, 3, H, W] in 0..1 -> RGBA bytes, rounded to the nearest level as a PNG of it would be. */
export function toPicture(image: Tensor, framesPerSecond?: number): Picture {
  return finish(pictureOf(image, framesPerSecond));
}

/** `toPicture` with stops. */
export function* pictureOf(image: Tensor, framesPerSecond?: number): Work<Picture> {
  const [frames = 1, , height = 0, width = 0] = image.shape;
  const plane = height * width;
  const rgba = new Uint8ClampedArray(frames * plane * 4);
  const { data } = image;
  for (let frame = 0; frame < frames; frame++) {
    const red = frame * 3 * plane;
    yield* inStretches(plane, (from, to) => {
      let target = (frame * plane + from) * 4;
      for (let i = red + from; i < red + to; i++, target += 4) {
        rgba[target] = (data[i] as number) * 255;
        rgba[target + 1] = (data[i + plane] as number) * 255;
        rgba[target + 2] = (data[i + 2 * plane] as number) * 255;
        rgba[target + 3] = 255;
      }
    });
  }
  return { width, height, frames, rgba, ...(framesPerSecond === undefined ? {} : { framesPerSecond }) };
}
