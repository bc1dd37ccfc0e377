import type { RawFrame } from './codecs.ts';
import type { FrameSource } from './frameSource.ts';

/** Frames that follow each other and are kept, because the one before is asked for next. */
export interface KeptFrames {
  /**
   * Lets go of all frames, to keep those up to `last` that are added from now on.
   * @returns the frame to begin with: where the group of pictures begins, or as many before `last` as there is room for
   */
  begin(film: FrameSource, last: number): number;
  /** Lets go of the first frames where the memory does not hold all. */
  readonly add: (frame: RawFrame) => void;
  at(index: number): RawFrame | undefined;
  clear(): void;
}

/** Groups may be short: so many frames are decoded together at least, since each beginning takes time too. */
const fewest = 16;

/** @param room bytes */
export function createKeptFrames(room: number): KeptFrames {
  let first = 0;
  let frames: RawFrame[] = [];
  let bytes = 0;
  /** Bytes of the largest frame so far: a film may be decoded larger than it is shown. */
  let largest = 1;
  function empty(): void {
    frames = [];
    bytes = 0;
  }
  return {
    begin(film, last) {
      const most = Math.max(1, Math.floor(room / Math.max(film.frameBytes, largest)));
      empty();
      first = Math.max(0, last - most + 1, Math.min(film.entryOf(last), film.entryOf(Math.max(0, last - fewest + 1))));
      return first;
    },
    add(frame) {
      frames.push(frame);
      bytes += frame.data.byteLength;
      largest = Math.max(largest, frame.data.byteLength);
      for (; bytes > room; first += 1) bytes -= frames.shift()?.data.byteLength ?? bytes;
    },
    at: (index) => frames[index - first],
    clear: empty,
  };
}
