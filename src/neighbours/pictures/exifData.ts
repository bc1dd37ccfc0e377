import { lettersAt, viewOf } from '../../tensor/bytes.ts';

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

export function isWebp(bytes: Uint8Array): boolean {
  return bytes.length >= 12 && lettersAt(bytes, 0) === 'RIFF' && lettersAt(bytes, 8) === 'WEBP';
}

/** The Exif data in a JPEG or WebP; undefined where there is none. */
export function exifDataIn(bytes: Uint8Array): Uint8Array | undefined {
  if (isJpeg(bytes)) return inJpeg(bytes);
  return isWebp(bytes) ? inWebp(bytes) : undefined;
}

const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

/** Segments before the picture itself (ITU T.81, B.1.1.4). */
function inJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    if (marker === START_OF_SCAN) return undefined;
    const end = at + 2 + view.getUint16(at + 2);
    const data = bytes.subarray(at + 4, end);
    if (marker === APP1 && data.length >= 6 && lettersAt(data, 0) === 'Exif') return data;
    at = Math.max(end, at + 2);
  }
  return undefined;
}

/** Chunks of RIFF, each of an even length. */
function inWebp(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    if (lettersAt(bytes, at) === 'EXIF') return bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  return undefined;
}
