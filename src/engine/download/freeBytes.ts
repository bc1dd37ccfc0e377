import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';

/** Bytes that this user may still write to the disk that holds a folder, which need not exist yet; null where nobody says. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? null : freeBytes(parent);
  }
}

/** @param target what is to be written. */
export function noRoom(
  target: string,
  needed: number,
  free: number,
  remedy = 'Free some space on that disk, or use a workspace on another one.',
): ArcspaceError {
  return new ArcspaceError(
    'no-room',
    `This needs ${sizeText(needed)}, and the disk that holds ${dirname(target)} has ${sizeText(free)} free.`,
    remedy,
    { file: target },
  );
}

function sizeText(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
