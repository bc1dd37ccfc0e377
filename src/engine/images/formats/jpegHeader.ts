import type { PictureSize } from '../../../graph/context.ts';
import { viewOf } from '../../../tensor/bytes.ts';
import { brokenImage, unsupportedImage } from '../imageErrors.ts';
import { exifOrientation } from './exif.ts';
import { type PictureHeader, pictureHeader } from './pictureHeader.ts';

const endOfImage = 0xd9;
const startOfScan = 0xda;

/**
 * Walks the markers of a JPEG (ITU T.81, annex B) up to its end. Every frame header counts, not the first alone: decoders
 * differ in which one they believe.
 * @throws ArcspaceError naming `path` when there is no frame, or one that is not read.
 */
export function jpegHeader(file: Uint8Array, path: string): PictureHeader {
  const sizes: PictureSize[] = [];
  let orientation = 1;
  let ended = false;
  for (const { marker, data } of segments(file)) {
    if (marker === endOfImage) ended = true;
    if (isFrameHeader(marker)) sizes.push(readFrame(marker, data, path));
    if (isExif(marker, data)) orientation = exifOrientation(data);
    if (marker === startOfScan && sizes.length === 0) break;
  }
  if (sizes.length === 0) throw brokenImage(path, 'it has no frame header');
  return pictureHeader({
    sizes,
    orientation,
    bytes: ended ? file : withEnd(file),
    warning: ended
      ? undefined
      : `The picture "${path}" has no end: the file may be cut short, and its lower part grey.`,
    check: () => {
      for (const size of sizes) checkLength(size, file, path);
    },
  });
}

interface Segment {
  readonly marker: number;
  readonly data: Uint8Array;
}

/** The marker segments, those between and after the scans too. Fill bytes and coded data are passed over. */
function* segments(file: Uint8Array): Generator<Segment> {
  const view = viewOf(file);
  for (let offset = 2; ; ) {
    offset = file.indexOf(0xff, offset);
    if (offset < 0 || offset + 1 >= file.length) return;
    const marker = view.getUint8(offset + 1);
    if (marker === endOfImage) {
      yield { marker, data: new Uint8Array() };
      return;
    }
    if (!hasLength(marker)) {
      offset += marker === 0xff ? 1 : 2;
      continue;
    }
    if (offset + 4 > file.length) return;
    const end = offset + 2 + view.getUint16(offset + 2);
    yield { marker, data: file.subarray(offset + 4, end) };
    offset = Math.max(end, offset + 4);
  }
}

/** Tables, frames, scans, application data and comments; not stuffed zeros, restarts and fill bytes. */
function hasLength(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xef) || marker === 0xfe;
}

/** SOF0..SOF15 without the tables that share their numbers. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function isExif(marker: number, data: Uint8Array): boolean {
  return marker === 0xe1 && String.fromCharCode(...data.subarray(0, 6)) === 'Exif\0\0';
}

function readFrame(marker: number, data: Uint8Array, path: string): PictureSize {
  if (data.length < 6) throw brokenImage(path, 'its frame header is cut short');
  if (marker > 0xc2) {
    throw unsupportedImage(path, 'it is a lossless or arithmetically coded JPEG', resave);
  }
  const view = viewOf(data);
  const bits = view.getUint8(0);
  if (bits !== 8) throw unsupportedImage(path, `it is a JPEG of ${bits} bits for each channel, not of 8`, resave);
  const channels = view.getUint8(5);
  if (![1, 3, 4].includes(channels)) throw brokenImage(path, `it has ${channels} channels`);
  return { height: view.getUint16(1), width: view.getUint16(3) };
}

const resave = 'Open it in an image program and save it again as PNG or as an ordinary JPEG.';

/** Huffman codes have at least one bit, so a file needs a bit for each block of 8 x 8 pixels. */
function checkLength({ width, height }: PictureSize, file: Uint8Array, path: string): void {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  if (file.length * 8 >= blocks) return;
  throw brokenImage(path, `its ${file.length} bytes are too few for the ${width} x ${height} pixels that it claims`);
}

/** Without the marker, the decoder waits for more and leaves out the last rows. */
function withEnd(file: Uint8Array): Uint8Array {
  const whole = new Uint8Array(file.length + 2);
  whole.set(file);
  whole.set([0xff, endOfImage], file.length);
  return whole;
}
