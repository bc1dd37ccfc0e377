import type { Picture } from '../../graph/events.ts';

/** One frame with at most `side` pixels along each side, each the mean of a square of those of the picture. */
export function reducedTo(side: number, picture: Picture, frame: number): Picture {
  const step = Math.max(1, Math.ceil(Math.max(picture.width, picture.height) / side));
  const width = Math.ceil(picture.width / step);
  const height = Math.ceil(picture.height / step);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set(meanOf(picture, frame, x * step, y * step, step), 4 * (y * width + x));
  }
  return { width, height, frames: 1, rgba };
}

/** Of the pixels of a square that lie within the picture. */
function meanOf({ width, height, rgba }: Picture, frame: number, left: number, top: number, side: number): number[] {
  const [right, bottom] = [Math.min(width, left + side), Math.min(height, top + side)];
  const sum = [0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    const row = 4 * (frame * height + y) * width;
    for (let at = row + 4 * left; at < row + 4 * right; at++) sum[at % 4] = (sum[at % 4] ?? 0) + (rgba[at] ?? 0);
  }
  const count = (right - left) * (bottom - top);
  return sum.map((each) => each / count);
}
