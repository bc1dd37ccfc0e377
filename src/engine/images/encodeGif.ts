import type { Pace } from '../../graph/context.ts';
import { pictureOf } from '../../graph/picture.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { timesOver, type Work } from '../../tensor/work.ts';
import { GIFEncoder } from './gifencFunctions.ts';
import { indexFrames } from './indexFrames.ts';

/**
 * Frames [B, 3, H, W] as a GIF, its colours exact where 256 suffice. The same frames give the same bytes.
 * @param framesPerSecond up to 50; players slow down what is faster.
 */
export function* encodeGif(frames: Tensor, { framesPerSecond, loop }: Pace): Work<Uint8Array> {
  const { width, height, frames: count, rgba } = yield* pictureOf(frames);
  const size = width * height * 4;
  // Copies: the encoder reads the whole buffer behind a view.
  const pixels = yield* timesOver(count, (frame) => rgba.slice(frame * size, (frame + 1) * size));
  const gif = GIFEncoder();
  for (const [frame, { index, palette }] of (yield* indexFrames(pixels)).entries()) {
    yield;
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
