import type { FileHandle } from 'node:fs/promises';
import type { CancelSignal } from '../../diffusion/model.ts';
import { type AnimationIndex, entryOf, shownFor } from '../../graph/animations/animationIndex.ts';
import type { ByteSource } from '../../graph/animations/byteSource.ts';
import { indexAnimation } from '../../graph/animations/indexAnimation.ts';
import { fileSource } from '../files/fileSource.ts';
import { exifOrientation, swapsSides } from '../images/formats/exif.ts';
import { checkDimensions } from '../images/imageErrors.ts';
import { brokenFilm, unsupportedFilm } from '../video/filmErrors.ts';
import type { OpenedFilm } from '../video/frameSource.ts';
import { tensorOfFrame } from '../video/tensorOfFrame.ts';
import { animationFrames } from './animationFrames.ts';

/** Bytes for each pixel: the canvas, a copy of it, what is seen of it, its bytes, and three float32 numbers. */
const peak = 4 + 4 + 4 + 4 + 12;

const saveAgain = 'Open it in an image program and save it again, or choose another film.';

/**
 * Opens an animated picture as a film: once through, whatever it says of repeating.
 * @param file is closed with the film
 * @param path how messages call it
 * @throws ArcspaceError where it does not move, is broken or too large.
 */
export async function openAnimation(
  file: FileHandle,
  path: string,
  kind: AnimationIndex['kind'],
  signal?: CancelSignal,
): Promise<OpenedFilm> {
  try {
    const source = await fileSource(file, signal);
    const index = await indexAnimation(kind, source).catch((thrown: unknown) => {
      throw thrown instanceof RangeError ? unsupportedFilm(path, thrown.message, 'Make it shorter first.') : thrown;
    });
    requireFrames(index, path);
    checkDimensions(index.width, index.height, peak, path);
    return opened(index, { file, source: await fileSource(file), path });
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

function requireFrames({ kind, frames, cutShort }: AnimationIndex, path: string): void {
  if (frames.length > 0) return;
  if (cutShort || kind === 'GIF')
    throw brokenFilm(path, 'it is cut short before the end of its first frame', saveAgain);
  throw unsupportedFilm(path, `this ${kind === 'APNG' ? 'PNG' : kind} is a single picture`, 'Open it with Load image.');
}

interface AnimationFile {
  readonly file: FileHandle;
  readonly source: ByteSource;
  readonly path: string;
}

function opened(index: AnimationIndex, { file, source, path }: AnimationFile): OpenedFilm {
  const { width, height, frames } = index;
  const orientation = index.exif ? exifOrientation(index.exif) : 1;
  const { times, end } = timesOf(index);
  return {
    ...(swapsSides(orientation) ? { width: height, height: width } : { width, height }),
    remarks: index.cutShort ? [cutShort(path, frames.length)] : [],
    picture: tensorOfFrame,
    source: {
      path,
      times,
      end,
      frameBytes: 4 * width * height,
      entryOf: (wanted) => entryOf(index, wanted),
      frames: (from, signal) => animationFrames({ index, source, path, times, orientation }, from, signal),
      close: () => void file.close(),
    },
  };
}

function cutShort(path: string, count: number): string {
  const frames = count === 1 ? 'frame is' : `${count} frames are`;
  return `"${path}" is cut short: only the first ${frames} there.`;
}

/** In microseconds. */
function timesOf({ frames }: AnimationIndex) {
  const times = new Float64Array(frames.length);
  let end = 0;
  for (const [at, frame] of frames.entries()) {
    times[at] = end;
    end += Math.round(1000 * shownFor(frame));
  }
  return { times, end };
}
