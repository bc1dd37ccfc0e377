import { z } from 'zod';

/** A name inside the output folder: no folders, no characters that a file system minds. The ending is added. */
export function fileNameParameter(value: string) {
  return z
    .string()
    .max(100)
    .regex(/^[\p{L}\p{N}_][\p{L}\p{N} ._-]*$/u, 'letters, digits, spaces, dots, _ and - only, without a folder')
    .default(value)
    .describe(
      'Name in the output folder, without the ending. A file of the same name with other content is never overwritten: a number is added.',
    );
}

/** "lighthouse" for a single file, "lighthouse-03" for the third of many. */
export function numbered(name: string, index: number, count: number): string {
  return count === 1 ? name : `${name}-${String(index + 1).padStart(Math.max(2, String(count).length), '0')}`;
}
