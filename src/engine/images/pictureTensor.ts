import type { CancelSignal } from '../../diffusion/model.ts';
import type { PictureSize } from '../../graph/context.ts';
import { resized, resizedRows, type Tap, taps } from '../../images/resample.ts';
import { type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import { pausing } from '../run/pausing.ts';
import type { DecodedPicture } from './decodePicture.ts';

/** What a byte counts as a channel of a picture: in float32 the product is the quotient by 255, for every byte. */
const LEVEL = 1 / 255;
const pixelsAtOnce = 262_144;
const numbersOfPage = 1024;

/**
 * Memory for the planes of a picture of one known size. The system gives a page of it when that is first written, which takes a quarter as long
 * as to decode the picture: so two planes are given while the decoder works, and the third when the decoder has given back as much.
 */
export function roomFor(sizes: readonly PictureSize[]): Float32Array | undefined {
  const [size, ...others] = sizes;
  if (!size || others.length > 0) return undefined;
  const area = size.width * size.height;
  const room = new Float32Array(3 * area);
  for (let at = area; at < room.length; at += numbersOfPage) room[at] = 1;
  return room;
}

/**
 * A picture of bytes -> [1, 3, H, W] in 0..1. The pixels are first laid into the blue plane, where one takes as many bytes
 * as its blue number will: so the decoder gives its memory back before all of the tensor's is touched. Closes the picture.
 * @param room where the numbers go, if they fit
 */
export async function wholeTensor(
  picture: DecodedPicture,
  room: Float32Array | undefined,
  signal?: CancelSignal,
): Promise<Tensor> {
  const { width, height, stripHeight } = picture;
  const area = width * height;
  const data = room?.length === 3 * area ? room : new Float32Array(3 * area);
  const rgba = new Uint8Array(data.buffer, 2 * area * 4, area * 4);
  const pause = pausing(signal);
  for (let row = 0; row < height; row += stripHeight) {
    rgba.set(picture.strip(row), row * width * 4);
    await pause();
  }
  picture.close();
  const pixels = wordsOf(rgba);
  for (let first = 0; first < area; first += pixelsAtOnce) {
    spread(pixels, data, area, first, Math.min(area, first + pixelsAtOnce));
    await pause();
  }
  return tensor(data, [1, 3, height, width]);
}

/** Four bytes of a pixel as one number, red lowest: one read for a pixel instead of three. */
function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array | Uint8ClampedArray): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** Pixels of bytes as three planes of numbers. A pixel is read before its own blue is written over it. */
function spread(pixels: Int32Array, data: Float32Array, area: number, first: number, end: number): void {
  for (let at = first; at < end; at++) {
    const pixel = pixels[at] as number;
    data[at] = (pixel & 255) * LEVEL;
    data[area + at] = ((pixel >>> 8) & 255) * LEVEL;
    data[2 * area + at] = ((pixel >>> 16) & 255) * LEVEL;
  }
}

/**
 * A picture at another size -> [1, 3, h, w] in 0..1: first each strip of rows is brought to the new width, then all of them
 * to the new height. Only the strip at hand has its whole width as numbers. Closes the picture.
 */
export async function resizedTensor(
  picture: DecodedPicture,
  size: PictureSize,
  signal?: CancelSignal,
): Promise<Tensor> {
  const pause = pausing(signal);
  const narrow = zeros([1, 3, picture.height, size.width]);
  const line = taps(picture.width, size.width);
  for (let row = 0; row < picture.height; row += picture.stripHeight) {
    paste(narrowed(picture.strip(row), picture.width, line), narrow, row);
    await pause();
  }
  picture.close();
  if (size.height === picture.height) return narrow;
  const result = zeros([1, 3, size.height, size.width]);
  for (let row = 0; row < size.height; row += rowsAtOnce) {
    paste(resizedRows(narrow, size.height, row, Math.min(size.height, row + rowsAtOnce)), result, row);
    await pause();
  }
  return result;
}

const rowsAtOnce = 32;

/** A strip of rows at the width of a new line -> [1, 3, rows, width]. */
function narrowed(strip: Uint8ClampedArray | Float32Array, columns: number, line: readonly Tap[]): Tensor {
  const area = strip.length / 4;
  if (!(strip instanceof Float32Array)) return narrowedPixels(wordsOf(strip), columns, line);
  const numbers = zeros([1, 3, area / columns, columns]);
  spreadNumbers(strip, numbers.data, area);
  return resized(numbers, line.length, area / columns);
}

/** Pixels of bytes are weighed as they lie: each is read once for its three channels, and no plane of its numbers is made. */
function narrowedPixels(pixels: Int32Array, columns: number, line: readonly Tap[]): Tensor {
  const rows = pixels.length / columns;
  const result = zeros([1, 3, rows, line.length]);
  const plane = rows * line.length;
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < line.length; x++) {
      const { first, weights } = line[x] as Tap;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let i = 0; i < weights.length; i++) {
        const pixel = pixels[row * columns + first + i] as number;
        const weight = weights[i] as number;
        red += (pixel & 255) * weight;
        green += ((pixel >>> 8) & 255) * weight;
        blue += ((pixel >>> 16) & 255) * weight;
      }
      const at = row * line.length + x;
      result.data[at] = red * LEVEL;
      result.data[plane + at] = green * LEVEL;
      result.data[2 * plane + at] = blue * LEVEL;
    }
  }
  return result;
}

/** Numbers of a wide gamut may lie outside 0..1, where no screen shows them. */
function spreadNumbers(rgba: Float32Array, data: Float32Array, area: number): void {
  for (let pixel = 0; pixel < area; pixel++) {
    for (let plane = 0; plane < 3; plane++) {
      data[plane * area + pixel] = Math.min(1, Math.max(0, rgba[pixel * 4 + plane] as number));
    }
  }
}

function paste(strip: Tensor, whole: Tensor, row: number): void {
  const [, , rows = 0, width = 0] = strip.shape;
  const [, , height = 0] = whole.shape;
  for (let plane = 0; plane < 3; plane++) {
    const from = plane * rows * width;
    whole.data.set(strip.data.subarray(from, from + rows * width), (plane * height + row) * width);
  }
}
