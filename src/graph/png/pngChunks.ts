import { lettersAt, viewOf } from '../../tensor/bytes.ts';

export interface PngChunk {
  /** Four letters: "IHDR", "IDAT", ... */
  readonly type: string;
  /** The data without length, type and checksum: a view. */
  readonly data: Uint8Array;
  /** The whole chunk as it stands in the file: a view. */
  readonly whole: Uint8Array;
}

export interface PngChunks {
  readonly chunks: readonly PngChunk[];
  /** Whether the chunk that ends a PNG was among them. */
  readonly ended: boolean;
}

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export function isPng(bytes: Uint8Array): boolean {
  return pngSignature.every((byte, i) => bytes[i] === byte);
}

/** The chunks of a PNG (PNG specification, 5.3) as far as the file goes, without looking inside. */
export function pngChunks(bytes: Uint8Array): PngChunks {
  const view = viewOf(bytes);
  const chunks: PngChunk[] = [];
  for (let offset = pngSignature.length; offset + 12 <= bytes.length; ) {
    const end = offset + 12 + view.getUint32(offset);
    if (end > bytes.length) break;
    const type = lettersAt(bytes, offset + 4);
    chunks.push({ type, data: bytes.subarray(offset + 8, end - 4), whole: bytes.subarray(offset, end) });
    if (type === 'IEND') return { chunks, ended: true };
    offset = end;
  }
  return { chunks, ended: false };
}
