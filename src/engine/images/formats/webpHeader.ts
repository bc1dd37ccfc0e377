import type { PictureSize } from '../../../graph/context.ts';
import { lettersAt, viewOf } from '../../../tensor/bytes.ts';
import { brokenImage } from '../imageErrors.ts';
import { exifOrientation } from './exif.ts';
import { type PictureHeader, pictureHeader } from './pictureHeader.ts';

interface RiffChunk {
  readonly type: string;
  readonly data: Uint8Array;
  readonly whole: boolean;
}

/**
 * The canvas and the frames of a WebP (RFC 9649, 2.3 to 2.7): any of them may be what is decoded.
 * @throws ArcspaceError naming `path` when there are no pixels, or not all.
 */
export function webpHeader(file: Uint8Array, path: string): PictureHeader {
  const chunks = [...riffChunks(file.subarray(12))];
  const sizes = chunks.flatMap(sizesIn);
  const pixels = chunks.find(({ type }) => ['VP8 ', 'VP8L', 'ANMF'].includes(type));
  if (!pixels?.whole) throw brokenImage(path, 'the file is cut short');
  if (sizes.length === 0) throw brokenImage(path, 'it is a kind of WebP that does not exist');
  const exif = chunks.find(({ type }) => type === 'EXIF');
  return pictureHeader({ sizes, orientation: exif ? exifOrientation(exif.data) : 1, bytes: file });
}

/** Chunks are padded to an even length. */
function* riffChunks(bytes: Uint8Array): Generator<RiffChunk> {
  const view = viewOf(bytes);
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const length = view.getUint32(offset + 4, true);
    const end = offset + 8 + length;
    yield { type: lettersAt(bytes, offset), data: bytes.subarray(offset + 8, end), whole: end <= bytes.length };
    offset = end + (length % 2);
  }
}

function sizesIn({ type, data }: RiffChunk): PictureSize[] {
  const view = viewOf(data);
  const uint24 = (offset: number) => view.getUint16(offset, true) + view.getUint8(offset + 2) * 65_536;
  if (type === 'VP8X' && data.length >= 10) return [{ width: uint24(4) + 1, height: uint24(7) + 1 }];
  if (type === 'VP8 ' && data.length >= 10) {
    return [{ width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }];
  }
  if (type === 'VP8L' && data.length >= 5) {
    const bits = view.getUint32(1, true);
    return [{ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }];
  }
  if (type === 'ANMF' && data.length >= 16) {
    const inner = [...riffChunks(data.subarray(16))].filter((chunk) => chunk.type !== 'ANMF').flatMap(sizesIn);
    return [{ width: uint24(6) + 1, height: uint24(9) + 1 }, ...inner];
  }
  return [];
}
