import type { Picture } from '../../graph/events.ts';

/** One frame as pixels to put on a canvas. */
export function imageData(picture: Picture, frame: number): ImageData {
  const length = picture.width * picture.height * 4;
  const start = Math.min(Math.max(0, frame), picture.frames - 1) * length;
  const pixels = new Uint8ClampedArray(length);
  pixels.set(picture.rgba.subarray(start, start + length));
  return new ImageData(pixels, picture.width, picture.height);
}
