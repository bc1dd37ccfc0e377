import { createCanvas, ImageData } from '@napi-rs/canvas';
import { encode } from 'jpeg-js';
import type { CancelSignal } from '../../diffusion/model.ts';
import { paced } from '../../graph/paced.ts';
import { pictureOf } from '../../graph/picture.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { abandonable, pausing } from '../run/pausing.ts';

const quality = 92;
/** What is written in a fraction of a second. */
const smallPixels = 2_000_000;
/** The longest side that a canvas has. */
const longestSide = 32_767;

/**
 * One picture [1, 3, H, W] in 0..1 as a JPEG. A small one keeps its colours at every pixel. A large one, where nobody sees
 * that colours have half the resolution, is written on another thread.
 * @throws what the signal says when the run is cancelled meanwhile.
 */
export async function encodeJpeg(image: Tensor, signal?: CancelSignal): Promise<Uint8Array> {
  const { width, height, rgba } = await paced(pictureOf(image), { pause: pausing(signal) });
  if (width * height <= smallPixels || Math.max(width, height) > longestSide) {
    return new Uint8Array(encode({ width, height, data: rgba }, quality).data);
  }
  const canvas = createCanvas(width, height);
  canvas
    .getContext('2d')
    .putImageData(new ImageData(new Uint8ClampedArray(rgba.buffer, rgba.byteOffset, rgba.length), width, height), 0, 0);
  return new Uint8Array(await abandonable(canvas.encode('jpeg', quality), signal));
}
