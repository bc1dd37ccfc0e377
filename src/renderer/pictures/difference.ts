import type { Picture } from '../../graph/events.ts';
import type { Frame } from './frames.ts';

/** How far two pictures are apart, over all pixels and the channels red, green and blue, in steps of 0..255. */
export interface Distance {
  readonly mean: number;
  readonly largest: number;
}

export function isSameSize({ picture: a }: Frame, { picture: b }: Frame): boolean {
  return a.width === b.width && a.height === b.height;
}

/** The bytes of one frame, RGBA. */
function pixelsOf({ picture, index }: Frame): Uint8Array | Uint8ClampedArray {
  const length = picture.width * picture.height * 4;
  return picture.rgba.subarray(index * length, (index + 1) * length);
}

/**
 * |a - b| of red, green and blue of every pixel, `gain` times as large and cut at 255: black where they are the same.
 * Of two pictures of one size.
 */
export function differenceOf(a: Frame, b: Frame, gain: number): Picture {
  const [from, to] = [pixelsOf(a), pixelsOf(b)];
  const rgba = new Uint8ClampedArray(from.length);
  for (let at = 0; at < rgba.length; at += 4) {
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = gain * Math.abs((from[channel] ?? 0) - (to[channel] ?? 0));
    }
    rgba[at + 3] = 255;
  }
  return { width: a.picture.width, height: a.picture.height, frames: 1, rgba };
}

/** Undefined where the sizes differ: nothing can be said of pixels that have no counterpart. */
export function distanceOf(a: Frame, b: Frame): Distance | undefined {
  if (!isSameSize(a, b)) return undefined;
  const [from, to] = [pixelsOf(a), pixelsOf(b)];
  let sum = 0;
  let largest = 0;
  for (let at = 0; at < from.length; at++) {
    if (at % 4 === 3) continue;
    const far = Math.abs((from[at] ?? 0) - (to[at] ?? 0));
    sum += far;
    if (far > largest) largest = far;
  }
  return { mean: from.length === 0 ? 0 : sum / ((from.length * 3) / 4), largest };
}
