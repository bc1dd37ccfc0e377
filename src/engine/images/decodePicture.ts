import type { Canvas, Image, SKRSContext2D } from '@napi-rs/canvas';
import { swapsSides } from './formats/exif.ts';
import type { PictureHeader } from './formats/pictureHeader.ts';
import { brokenImage } from './imageErrors.ts';
import { loadSkia } from './loadSkia.ts';
import { orientationMatrix } from './orientationMatrix.ts';

/** A picture in the decoder's memory, upright, in sRGB and laid on white. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  /** Rows from `first` on as RGBA: bytes, or numbers in 0..1 when the picture is deep. As many as `stripHeight`, or the rest. */
  strip(first: number): Uint8ClampedArray | Float32Array;
  readonly stripHeight: number;
  readonly deep: boolean;
  /** Gives the decoder's memory back now, not when it is next cleared up. */
  close(): void;
}

/**
 * Decodes by Skia, which is what Chromium draws with: the same pixels, profiles and orientations. The work is done on a
 * thread of its own.
 * @param meanwhile is done on this thread while the other works
 * @throws ArcspaceError naming `path` when it is broken.
 */
export async function decodePicture(
  header: PictureHeader,
  path: string,
  meanwhile: () => void = () => {},
): Promise<DecodedPicture> {
  const { createCanvas } = await loadSkia();
  const image = await decodedImage(header, path, meanwhile);
  const turn = header.turnedByDecoder ? 1 : header.orientation;
  const [width, height] = swapsSides(turn) ? [image.height, image.width] : [image.width, image.height];
  const stripHeight = Math.max(1, Math.min(height, Math.floor(stripBytes / (width * 4))));
  const canvas = createCanvas(width, stripHeight);
  const context = canvas.getContext('2d', header.deep ? { colorType: 'float16' } : {});
  return {
    width,
    height,
    stripHeight,
    deep: header.deep,
    strip: (first) =>
      readStrip({ context, image, turn }, { width, height: Math.min(stripHeight, height - first), first }),
    close: () => release(image, canvas),
  };
}

/** The picture as stored. Parameters and errors are those of `decodePicture`. */
export async function decodedImage(
  { bytes }: Pick<PictureHeader, 'bytes'>,
  path: string,
  meanwhile: () => void = () => {},
): Promise<Image> {
  const { Image } = await loadSkia();
  const image = new Image();
  try {
    image.src = bytes;
    const decoded = image.decode();
    meanwhile();
    await decoded;
  } catch {
    throw brokenImage(path, 'it cannot be decoded');
  }
  return image;
}

/** Small enough to stay in the processor's cache, and in memory that the allocator uses again. */
const stripBytes = 1 << 20;

interface Drawing {
  readonly context: SKRSContext2D;
  readonly image: Image;
  readonly turn: number;
}

function readStrip(
  { context, image, turn }: Drawing,
  { width, height, first }: { readonly width: number; readonly height: number; readonly first: number },
): Uint8ClampedArray | Float32Array {
  context.resetTransform();
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  context.translate(0, -first);
  context.transform(...orientationMatrix(turn, image));
  context.drawImage(image, 0, 0);
  const deep = context.getContextAttributes().colorType === 'float16';
  return deep
    ? context.getImageData(0, 0, width, height, { pixelFormat: 'rgba-float32' }).data
    : context.getImageData(0, 0, width, height).data;
}

/** Gives its memory back now, not when it is next cleared up. */
export function releaseImage(image: Image): void {
  image.src = new Uint8Array();
}

function release(image: Image, canvas: Canvas): void {
  releaseImage(image);
  canvas.width = 0;
}
