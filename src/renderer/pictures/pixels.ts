import type { Frame } from './frames.ts';

/** Of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Column and row of a pixel, from the top left corner. */
export type Pixel = readonly [number, number];

/** Whether a picture of this size has a pixel there. */
export function isWithin({ width, height }: Size, [x, y]: Pixel): boolean {
  return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < width && y < height;
}

export function samePixel(one: Pixel | undefined, other: Pixel | undefined): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

/** The pixel of a picture that is shown in a box; undefined beside it. The point and the box are in the same units. */
export function pixelIn(
  size: Size,
  box: Size & { readonly left: number; readonly top: number },
  point: Pixel,
): Pixel | undefined {
  const pixel = [
    Math.floor(((point[0] - box.left) / box.width) * size.width),
    Math.floor(((point[1] - box.top) / box.height) * size.height),
  ] as const;
  return isWithin(size, pixel) ? pixel : undefined;
}

/** The pixel that lies at the same place in a picture of another size. */
export function counterpart([x, y]: Pixel, from: Size, to: Size): Pixel {
  const along = (at: number, length: number, other: number) =>
    Math.min(other - 1, Math.floor(((at + 0.5) / length) * other));
  return [along(x, from.width, to.width), along(y, from.height, to.height)];
}

/** Red, green and blue, 0..255 each. */
export type Rgb = readonly [number, number, number];

/** Undefined where the picture has no such pixel. */
export function rgbAt({ picture, index }: Frame, [x, y]: Pixel): Rgb | undefined {
  if (!isWithin(picture, [x, y])) return undefined;
  const at = 4 * ((index * picture.height + y) * picture.width + x);
  return [picture.rgba[at] ?? 0, picture.rgba[at + 1] ?? 0, picture.rgba[at + 2] ?? 0];
}
