import { brokenImage } from './imageErrors.ts';

export interface PngChunk {
  /** Four letters: "IHDR", "IDAT", ... */
  readonly type: string;
  /** The data without length, type and checksum: a view. */
  readonly data: Uint8Array;
  /** The whole chunk as it stands in the file: a view. */
  readonly whole: Uint8Array;
}

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export function isPng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, i) => bytes[i] === byte);
}

/**
 * The chunks of a PNG up to its end (PNG specification, 5.3), without looking inside.
 * @throws ArcspaceError when the file ends in the middle of one.
 */
export function pngChunks(bytes: Uint8Array, path: string): PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let offset = pngSignature.length; offset < bytes.length; ) {
    if (offset + 12 > bytes.length) throw brokenImage(path, 'the file is cut short');
    const length = view.getUint32(offset);
    const end = offset + 12 + length;
    if (end > bytes.length) throw brokenImage(path, 'the file is cut short');
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    chunks.push({ type, data: bytes.subarray(offset + 8, end - 4), whole: bytes.subarray(offset, end) });
    if (type === 'IEND') return chunks;
    offset = end;
  }
  throw brokenImage(path, 'the file is cut short');
}
