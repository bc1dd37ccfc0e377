import type { Picture } from '../../../graph/events.ts';

const bitmaps = new WeakMap<Picture, Map<number, HTMLCanvasElement>>();

function render(picture: Picture, frame: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  const bytes = picture.width * picture.height * 4;
  const pixels = new Uint8ClampedArray(picture.rgba.subarray(frame * bytes, (frame + 1) * bytes));
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, picture.width, picture.height), 0, 0);
  return canvas;
}

/** A frame ready to be drawn: made once for a picture, at once and not in a promise, so that it stands in this frame. */
export function bitmapOf(picture: Picture, frame: number): HTMLCanvasElement {
  const frames = bitmaps.get(picture) ?? new Map<number, HTMLCanvasElement>();
  bitmaps.set(picture, frames);
  const known = frames.get(frame);
  if (known) return known;
  const bitmap = render(picture, frame);
  frames.set(frame, bitmap);
  return bitmap;
}
