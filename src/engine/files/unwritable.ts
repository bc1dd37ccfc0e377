import { dirname } from 'node:path';
import { diskFault } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';

/** Why a file cannot be written: names the folder whose disk, permissions or path is at fault, and what to do. */
export function unwritable(path: string, thrown: unknown): ArcspaceError {
  if (thrown instanceof ArcspaceError) return thrown;
  const folder = `"${dirname(path)}"`;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const { message, remedy } = diskFault(thrown, folder) ?? {
    message: `A file cannot be written to ${folder}: ${detail}.`,
    remedy: 'Check that the folder may be written to and that its disk is not full, or choose another folder.',
  };
  return new ArcspaceError('cannot-write', message, remedy, { file: path });
}
