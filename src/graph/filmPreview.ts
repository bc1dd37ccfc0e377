import type { CancelSignal } from '../diffusion/model.ts';
import { type Tensor, zeros } from '../tensor/tensor.ts';
import type { Picture } from './events.ts';
import { toPicture } from './picture.ts';
import type { ImageSet } from './values.ts';

/** Longest side of a preview in pixels, and its most frames. */
const longestSide = 256;
const mostFrames = 64;
/** Milliseconds after which no further frames are read. */
const enoughTime = 1000;

export interface PreviewOptions {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
  readonly signal: CancelSignal;
}

/**
 * Frames of a film to play and to look through: evenly spread over it, and as many as are read in a moment. First few are
 * read and then those between them, so that what is shown spans the film however long reading takes. Where going back is costly, the
 * film is read from the front, and shown as far as that comes.
 */
export async function filmPreview(set: ImageSet, options: PreviewOptions): Promise<Picture> {
  return set.sequential ? beginning(set, options) : overview(set, options);
}

async function beginning(set: ImageSet, { now, pause, signal }: PreviewOptions): Promise<Picture> {
  const begun = now();
  const read = new Map<number, Tensor>();
  for (const index of spread(set.count, mostFrames)) {
    if (read.size > 0 && now() - begun > enoughTime) return played(set, [...read.keys()], read, index);
    await pause();
    read.set(index, reduced(await set.read(index, { signal })));
  }
  return played(set, [...read.keys()], read);
}

async function overview(set: ImageSet, { now, pause, signal }: PreviewOptions): Promise<Picture> {
  const begun = now();
  const read = new Map<number, Tensor>();
  let shown: readonly number[] = [];
  for (let count = 1; ; count *= 2) {
    const wanted = spread(set.count, Math.min(count, mostFrames));
    for (const index of wanted) {
      if (read.has(index)) continue;
      if (shown.length > 0 && now() - begun > enoughTime) return played(set, shown, read);
      await pause();
      read.set(index, reduced(await set.read(index, { signal })));
    }
    shown = wanted;
    if (count >= Math.min(set.count, mostFrames)) return played(set, shown, read);
  }
}

/** `count` places out of `of`, from the first on. */
function spread(of: number, count: number): number[] {
  const wanted = Math.min(of, count);
  return Array.from({ length: wanted }, (_, index) => Math.floor((index * of) / wanted));
}

/** @param span how many frames of the film it stands for. */
function played(
  set: ImageSet,
  indices: readonly number[],
  read: ReadonlyMap<number, Tensor>,
  span = set.count,
): Picture {
  const frames = indices.flatMap((index) => read.get(index) ?? []);
  const [first] = frames.map((frame) => toPicture(frame));
  const { width, height } = first ?? { width: 1, height: 1 };
  const alike = frames.filter(({ shape }) => shape[3] === width && shape[2] === height);
  const rgba = new Uint8ClampedArray(alike.length * width * height * 4);
  alike.forEach((frame, index) => {
    rgba.set(toPicture(frame).rgba, index * width * height * 4);
  });
  const seconds = span / (set.framesPerSecond ?? set.count);
  return { width, height, frames: alike.length, rgba, framesPerSecond: alike.length / seconds };
}

/** A picture no larger than a preview: each pixel is the mean of a square. */
function reduced(picture: Tensor): Tensor {
  const [, , height = 1, width = 1] = picture.shape;
  const side = Math.ceil(Math.max(width, height) / longestSide);
  if (side === 1) return picture;
  const [columns, rows] = [Math.max(1, Math.floor(width / side)), Math.max(1, Math.floor(height / side))];
  const small = zeros([1, 3, rows, columns]);
  for (let at = 0; at < small.data.length; at++) {
    const x = (at % columns) * side;
    const y = (Math.floor(at / columns) % rows) * side;
    const plane = Math.floor(at / (columns * rows)) * width * height;
    small.data[at] = meanOf(picture.data, plane + y * width + x, { width, side: Math.min(side, width, height) });
  }
  return small;
}

function meanOf(
  data: Float32Array,
  from: number,
  { width, side }: { readonly width: number; readonly side: number },
): number {
  let sum = 0;
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) sum += data[from + y * width + x] as number;
  return sum / side ** 2;
}
