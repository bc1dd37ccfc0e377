import * as gifenc from 'gifenc';
import { toPicture } from '../../graph/picture.ts';
import type { Tensor } from '../../tensor/tensor.ts';

// Node shows this package's functions on its default export, bundlers show them on the package itself.
const { GIFEncoder, quantize, applyPalette } = gifenc.quantize === undefined ? gifenc.default : gifenc;

/** Pixels that the shared palette is chosen from; more would only take longer. */
const palettePixels = 262_144;

/**
 * Frames [B, 3, H, W] as a GIF with one palette for all, so that nothing flickers. The same frames give the same bytes.
 * @param framesPerSecond up to 50; players slow down what is faster.
 */
export function encodeGif(frames: Tensor, framesPerSecond: number, loop: boolean): Uint8Array {
  const { width, height, frames: count, rgba } = toPicture(frames);
  const palette = quantize(thinned(rgba), 256);
  const gif = GIFEncoder();
  const size = width * height * 4;
  for (let frame = 0; frame < count; frame++) {
    // A copy: applyPalette reads the whole buffer behind a view.
    const index = applyPalette(rgba.slice(frame * size, (frame + 1) * size), palette);
    gif.writeFrame(index, width, height, {
      ...(frame === 0 && { palette, repeat: loop ? 0 : -1 }),
      delay: frameDelay(frame, framesPerSecond),
    });
  }
  gif.finish();
  return gif.bytes();
}

/** Milliseconds in whole hundredths of a second, the GIF's unit; the rounding is spread so that the total keeps time. */
export function frameDelay(frame: number, framesPerSecond: number): number {
  const hundredths = (index: number) => Math.round((index * 100) / Math.min(framesPerSecond, 50));
  return (hundredths(frame + 1) - hundredths(frame)) * 10;
}

/** Every n-th pixel, so that about `palettePixels` remain. */
function thinned(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4);
  const stride = Math.max(1, Math.ceil(pixels.length / palettePixels));
  const kept = pixels.filter((_, i) => i % stride === 0);
  return new Uint8Array(kept.buffer);
}
