import type { PictureSize } from '../../../src/graph/context.ts';

export interface AskedScale {
  readonly size: 'factor' | 'exact' | 'longer' | 'megapixels';
  readonly factor: number;
  /** 0 follows from the other side. */
  readonly width: number;
  readonly height: number;
  readonly longer: number;
  readonly megapixels: number;
  readonly multiple: number;
}

/** Python's: a half goes to the even number. */
function round(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** The size that ComfyUI's ImageScaleBy, ImageScale and ImageScaleToTotalPixels and ResizeImageMaskNode bring a picture to. */
export function sizeFor(picture: PictureSize, asked: AskedScale): PictureSize {
  const { width, height } = picture;
  if (asked.size === 'factor') return { width: round(width * asked.factor), height: round(height * asked.factor) };
  if (asked.size === 'exact') return exact(picture, asked);
  if (asked.size === 'longer') return withLonger(picture, asked.longer);
  const factor = Math.sqrt((asked.megapixels * 1024 * 1024) / (width * height));
  const whole = (side: number) => round((side * factor) / asked.multiple) * asked.multiple;
  return { width: whole(width), height: whole(height) };
}

function exact(picture: PictureSize, { width, height }: AskedScale): PictureSize {
  if (width === 0 && height === 0) return { width, height };
  if (width === 0) return { width: Math.max(1, round((picture.width * height) / picture.height)), height };
  if (height === 0) return { width, height: Math.max(1, round((picture.height * width) / picture.width)) };
  return { width, height };
}

function withLonger({ width, height }: PictureSize, longer: number): PictureSize {
  if (height > width) return { width: round((width / height) * longer), height: longer };
  return { width: longer, height: round((height / width) * longer) };
}

/** How much is cut off at the left and the right, and at the top and the bottom, for a picture to have the shape of another. */
export function cropFor(picture: PictureSize, shape: PictureSize): { readonly sides: number; readonly ends: number } {
  const [old, next] = [picture.width / picture.height, shape.width / shape.height];
  return {
    sides: old > next ? round((picture.width - picture.width * (next / old)) / 2) : 0,
    ends: old < next ? round((picture.height - picture.height * (old / next)) / 2) : 0,
  };
}
