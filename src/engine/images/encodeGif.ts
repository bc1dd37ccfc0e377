import { toPicture } from '../../graph/picture.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { GIFEncoder } from './gifencFunctions.ts';
import { indexFrames } from './indexFrames.ts';

/**
 * Frames [B, 3, H, W] as a GIF, its colours exact where 256 suffice. The same frames give the same bytes.
 * @param framesPerSecond up to 50; players slow down what is faster.
 */
export function encodeGif(frames: Tensor, framesPerSecond: number, loop: boolean): Uint8Array {
  const { width, height, frames: count, rgba } = toPicture(frames);
  const size = width * height * 4;
  // Copies: the encoder reads the whole buffer behind a view.
  const pixels = Array.from({ length: count }, (_, frame) => rgba.slice(frame * size, (frame + 1) * size));
  const gif = GIFEncoder();
  for (const [frame, { index, palette }] of indexFrames(pixels).entries()) {
    gif.writeFrame(index, width, height, {
      ...(palette && { palette }),
      ...(frame === 0 && { repeat: loop ? 0 : -1 }),
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
