import type { FileHandle } from 'node:fs/promises';

/** A box of ISO base media (ISO/IEC 14496-12): MP4, MOV. */
export interface Box {
  readonly type: string;
  /** Where its content lies. */
  readonly begin: number;
  readonly end: number;
}

/** The boxes that follow each other in a part of a file. */
export async function* boxesIn(file: FileHandle, from: number, to: number): AsyncGenerator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const head = await bytesAt(file, at, 16);
    if (head.length < 8) return;
    const short = head.readUInt32BE(0);
    const long = short === 1 && head.length === 16;
    const length = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short;
    if (length < (long ? 16 : 8)) return;
    const end = Math.min(to, at + length);
    yield { type: head.toString('latin1', 4, 8), begin: at + (long ? 16 : 8), end };
    at = end;
  }
}

/** As many bytes as there are. */
export async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
