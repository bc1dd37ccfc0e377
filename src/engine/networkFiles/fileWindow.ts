import type { FileHandle } from 'node:fs/promises';

const windowSize = 64 * 1024;

/** Reads a file here and there, a stretch of it at a time, so that what lies between is never read. */
export interface FileWindow {
  readonly size: number;
  /** Up to `length` bytes from `position` on: fewer at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
}

export async function fileWindow(file: FileHandle): Promise<FileWindow> {
  const { size } = await file.stat();
  let start = 0;
  let bytes = new Uint8Array();
  return {
    size,
    async read(position, length) {
      const end = Math.min(position + length, size);
      if (position < start || end > start + bytes.length) {
        const buffer = new Uint8Array(Math.max(windowSize, length));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        start = position;
        bytes = buffer.subarray(0, bytesRead);
      }
      return bytes.subarray(position - start, Math.max(end, position) - start);
    },
  };
}
