import { join } from 'node:path';
import type { FilmEncoding } from '../../../graph/context.ts';
import { type Tensor, zeros } from '../../../tensor/tensor.ts';

/** Films of tools/references/films.py, of which every frame is known. */
export const filmFolder = join(import.meta.dirname, '../../../../fixtures/films');

type Colour = readonly [red: number, green: number, blue: number];

/** Colours, 0 to 255, of the left and the right half of a frame. */
export function knownColours(frame: number): { readonly left: Colour; readonly right: Colour } {
  return {
    left: [40 + 8 * frame, 200 - 6 * frame, 120],
    right: [220 - 7 * frame, 60 + 5 * frame, 90 + 4 * frame],
  };
}

/** The colour of a picture [1, 3, H, W] at a place, in shares of its sides, 0 to 255. */
export function colourAt({ data, shape }: Tensor, across: number, down: number): Colour {
  const [, , height = 0, width = 0] = shape;
  const pixel = Math.floor(down * height) * width + Math.floor(across * width);
  const channel = (index: number) => Math.round((data[index * width * height + pixel] as number) * 255);
  return [channel(0), channel(1), channel(2)];
}

/** A frame as the films show it, [1, 3, H, W] in 0..1. */
export function knownPicture(frame: number, width = 64, height = 48): Tensor {
  const image = zeros([1, 3, height, width]);
  const { left, right } = knownColours(frame % 20);
  const area = width * height;
  for (let pixel = 0; pixel < area; pixel++) {
    const colour = pixel % width < width / 2 ? left : right;
    for (let channel = 0; channel < 3; channel++) image.data[channel * area + pixel] = (colour[channel] ?? 0) / 255;
  }
  return image;
}

export async function* knownPictures(count: number, width?: number, height?: number): AsyncGenerator<Tensor> {
  for (let frame = 0; frame < count; frame++) yield knownPicture(frame, width, height);
}

/** VP9 in WebM, which every system writes; a warning is a failure. */
export function encodingOf(changes: Partial<FilmEncoding> = {}): FilmEncoding {
  return {
    container: 'webm',
    codec: 'vp9',
    quality: 90,
    framesPerSecond: 10,
    workflow: true,
    warn: (message) => {
      throw new Error(`unexpected warning: ${message}`);
    },
    ...changes,
  };
}
