import type { Frame } from '../overlay/frames.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Column and row of a pixel, from the top left corner. */
export type Pixel = readonly [number, number];

/** The pixel of a picture that is shown in a box; undefined beside it. The point and the box are in the same units. */
export function pixelIn(
  { width, height }: Size,
  box: Size & { readonly left: number; readonly top: number },
  point: Pixel,
): Pixel | undefined {
  const x = Math.floor(((point[0] - box.left) / box.width) * width);
  const y = Math.floor(((point[1] - box.top) / box.height) * height);
  return x >= 0 && y >= 0 && x < width && y < height ? [x, y] : undefined;
}

/** The pixel that lies at the same place in a picture of another size. */
export function counterpart([x, y]: Pixel, from: Size, to: Size): Pixel {
  const along = (at: number, length: number, other: number) =>
    Math.min(other - 1, Math.floor(((at + 0.5) / length) * other));
  return [along(x, from.width, to.width), along(y, from.height, to.height)];
}

/** Red, green and blue, 0..255 each. */
export type Rgb = readonly [number, number, number];

export function rgbAt({ picture, index }: Frame, [x, y]: Pixel): Rgb {
  const at = 4 * ((index * picture.height + y) * picture.width + x);
  return [picture.rgba[at] ?? 0, picture.rgba[at + 1] ?? 0, picture.rgba[at + 2] ?? 0];
}
