import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import type { Picture } from '../../graph/events.ts';

/** A frame of a picture, pixel by pixel. */
export function canvasOfPicture({ width, height, rgba }: Picture, frame = 0): Canvas {
  const canvas = createCanvas(width, height);
  const bytes = width * height * 4;
  const pixels = new Uint8ClampedArray(rgba.subarray(frame * bytes, (frame + 1) * bytes));
  canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

const QUALITY = 82;

/**
 * A frame of a picture as a small WebP.
 * @param longest pixels of its longer side, where the picture has more.
 */
export async function smallPicture(picture: Picture, longest: number, frame = 0): Promise<Uint8Array> {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const reduced = (length: number): number => Math.max(1, Math.round(length * scale));
  const canvas = createCanvas(reduced(picture.width), reduced(picture.height));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvasOfPicture(picture, frame), 0, 0, canvas.width, canvas.height);
  return canvas.encode('webp', QUALITY);
}
