import type { CancelSignal } from '../../diffusion/model.ts';
import { type AnimationFrame, type AnimationIndex, entryOf } from '../../graph/animations/animationIndex.ts';
import type { ByteSource } from '../../graph/animations/byteSource.ts';
import { decodedImage, releaseImage } from '../images/decodePicture.ts';
import { swapsSides } from '../images/formats/exif.ts';
import { readHeader } from '../images/formats/readHeader.ts';
import { loadSkia } from '../images/loadSkia.ts';
import { pausing } from '../run/pausing.ts';
import type { RawFrame } from '../video/codecs.ts';
import { brokenFilm, clock } from '../video/filmErrors.ts';
import { type Composition, createComposition } from './composition.ts';
import { stillOf } from './stillOf.ts';

export interface Animation {
  readonly index: AnimationIndex;
  readonly source: ByteSource;
  readonly path: string;
  /** Microseconds at which each frame is shown. */
  readonly times: Float64Array;
  /** How the canvas is turned, in the words of EXIF (1 to 8). */
  readonly orientation: number;
}

/**
 * The frames of an animated picture from one on, as they are seen. Those before it that show through are drawn as well.
 * @throws ArcspaceError naming the frame that cannot be decoded.
 */
export async function* animationFrames(
  animation: Animation,
  from: number,
  signal: () => CancelSignal | undefined,
): AsyncGenerator<RawFrame, void, void> {
  const { index, orientation } = animation;
  const { createCanvas } = await loadSkia();
  const composition = createComposition(createCanvas, index, orientation);
  const pause = pausing(undefined);
  try {
    for (let at = entryOf(index, from); at < index.frames.length; at++) {
      await pause();
      signal()?.throwIfAborted();
      await drawNext(animation, at, composition);
      if (at >= from) yield rawFrame(composition.pixels(), index, orientation);
    }
  } finally {
    composition.close();
  }
}

async function drawNext({ index, source, path, times }: Animation, at: number, onto: Composition): Promise<void> {
  const frame = index.frames[at] as AnimationFrame;
  const image = await imageOf({ index, source, path }, frame).catch((thrown: Error) => {
    const time = clock(times[at] ?? 0);
    throw brokenFilm(path, `frame ${at + 1}, at ${time}, is damaged (${reasonOf(thrown, path)})`, cutOff);
  });
  onto.draw(frame, image);
  releaseImage(image);
}

const cutOff = 'Set "end" to a time before that, or open it in an image program and save it again.';

async function imageOf({ index, source, path }: Pick<Animation, 'index' | 'source' | 'path'>, frame: AnimationFrame) {
  requireInside(index, frame);
  const header = await readHeader(await stillOf(index, frame, source), path);
  const image = await decodedImage(header, path);
  if (image.width === frame.width && image.height === frame.height) return image;
  releaseImage(image);
  throw new Error(`it is ${image.width} x ${image.height} pixels in a place of ${frame.width} x ${frame.height}`);
}

/** What stands out of a GIF is cut off, as browsers do; the other kinds forbid it. */
function requireInside({ kind, width, height }: AnimationIndex, frame: AnimationFrame): void {
  const inside = frame.left + frame.width <= width && frame.top + frame.height <= height;
  if (kind !== 'GIF' && !inside) throw new Error('it stands out of the canvas');
}

/** What a message about a picture says of it. */
function reasonOf({ message }: Error, path: string): string {
  return message
    .replace(`The picture "${path}"`, 'it')
    .replace(/^it is broken: /, '')
    .replace(/\.$/, '');
}

function rawFrame(pixels: Uint8ClampedArray, { width, height }: AnimationIndex, orientation: number): RawFrame {
  const turned = swapsSides(orientation);
  return {
    format: 'RGBX',
    width: turned ? height : width,
    height: turned ? width : height,
    colour: { matrix: 'rgb', transfer: null, primaries: null, fullRange: true },
    data: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength),
    planes: [{ offset: 0, stride: 4 * (turned ? height : width) }],
  };
}
