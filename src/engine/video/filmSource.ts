import type { Codecs } from './codecs.ts';
import { decodedFrames } from './decodedFrames.ts';
import { entryBefore } from './filmIndex.ts';
import type { FrameSource } from './frameSource.ts';
import type { OpenFilm } from './openFilm.ts';

/** Of most formats: brightness, and colours at half its resolution in each direction, in up to 16 bits. */
const bytesPerPixel = 3;

/** The frames of a film that is open, as codecs give them. */
export function filmSource(film: OpenFilm, codecs: Codecs): FrameSource {
  const { index, path, shown } = film;
  return {
    path,
    times: index.times,
    end: index.end,
    frameBytes: bytesPerPixel * shown.width * shown.height,
    entryOf(wanted) {
      const { timestamp } = entryBefore(index, index.times[wanted] as number);
      return firstFrom(index.times, timestamp);
    },
    frames: (from, signal) => decodedFrames(film, codecs, from, signal),
    close: () => film.close(),
  };
}

/** The first of times that is not before one. */
function firstFrom(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
