import type { Piece } from './byteSource.ts';

/** A frame of an animated picture: what it changes of the canvas, and where it lies in the file. */
export interface AnimationFrame {
  /** Where on the canvas it is drawn, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Milliseconds that it is shown, as the file says. */
  readonly delay: number;
  /** What becomes of its place once it has been shown: it stays, is emptied, or is as it was before. */
  readonly disposal: 'keep' | 'clear' | 'restore';
  /** Whether what is under it shows through where it is transparent; otherwise it takes the place of all that was there. */
  readonly over: boolean;
  /** Its parts, in their order. */
  readonly pieces: readonly Piece[];
  /** Which of the colours of a GIF's frame is transparent. */
  readonly transparent?: number;
}

/** The frames of an animated picture, none of them decoded. */
export interface AnimationIndex {
  readonly kind: 'GIF' | 'APNG' | 'WebP';
  readonly width: number;
  readonly height: number;
  readonly frames: readonly AnimationFrame[];
  /** What all frames share: palettes, colour profiles. As each kind keeps it. */
  readonly shared: Uint8Array;
  /** How the pictures are turned, in the words of EXIF. */
  readonly exif?: Uint8Array;
  /** Whether the file ends in the middle of a frame, or makes no sense from there on. */
  readonly cutShort: boolean;
}

/** More than a film of four hours at thirty frames a second. */
const mostFrames = 500_000;

/** @throws RangeError where there are more frames than are taken in. */
export function requireFewFrames(count: number): void {
  if (count > mostFrames) throw new RangeError(`it has more than ${mostFrames} frames`);
}

/** More than a file of eight gigabytes has, whose encoder writes eight kilobytes at a time as libpng does. */
const mostParts = 1_000_000;

/** How far an animated picture is looked through. */
export interface Reach {
  /** Frames after which nothing more is looked at. */
  readonly enough?: number;
  /** Parts of which it may be made. */
  readonly most?: number;
}

/** @throws RangeError where a file is made of more parts than are looked at. */
export function requireFewParts(count: number, most = mostParts): void {
  if (count > most) throw new RangeError(`it is made of more than ${most} parts`);
}

/** Milliseconds. Browsers show frames that claim to be shorter than this ... */
const shortest = 10;
/** ... for so long, because many files give no time at all. */
const instead = 100;

/** Milliseconds that browsers show a frame. */
export function shownFor({ delay }: Pick<AnimationFrame, 'delay'>): number {
  return delay <= shortest ? instead : delay;
}

type Canvas = Pick<AnimationIndex, 'width' | 'height' | 'frames'>;

/** The last frame up to one that shows nothing of those before it: where drawing has to begin. */
export function entryOf(animation: Canvas, index: number): number {
  let entry = index;
  while (entry > 0 && !startsAnew(animation, entry)) entry -= 1;
  return entry;
}

/** Whether nothing that was on the canvas before a frame can be seen in it or after it. */
function startsAnew({ width, height, frames }: Canvas, index: number): boolean {
  const covers = (frame: AnimationFrame) =>
    frame.left <= 0 && frame.top <= 0 && frame.left + frame.width >= width && frame.top + frame.height >= height;
  const [before, frame] = [frames[index - 1], frames[index]];
  if (!frame) return false;
  if (!before) return true;
  if (frame.disposal === 'restore') return false;
  return (covers(frame) && !frame.over) || (covers(before) && before.disposal === 'clear');
}
