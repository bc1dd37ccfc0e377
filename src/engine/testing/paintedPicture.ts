import type { Picture } from '../../graph/events.ts';

/** A picture that no other number gives. */
export function paintedPicture(number: number, given: Partial<Picture> = {}): Picture {
  const { width = 24, height = 16, frames = 1 } = given;
  const size = width * height * 4;
  const rgba = new Uint8Array(size * frames).map((_, at) =>
    at % 4 === 3 ? 255 : (number * 31 + (at % size) * 7 + Math.floor(at / size) * 57) % 256,
  );
  return { width, height, frames, rgba, ...given };
}
