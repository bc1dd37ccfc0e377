import type { Stats } from 'node:fs';
import { constants, type FileHandle, open } from 'node:fs/promises';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { shorten } from './containment.ts';

/** Bytes: more than any picture or latents that a node takes. */
const largestRead = 2 ** 30;

export interface ReadOptions {
  /** How messages call the file; its path otherwise. */
  readonly shown?: string;
  /** Bytes. */
  readonly largest?: number;
}

/**
 * Reads a file that is one: a named pipe, whose reader would wait for ever for a writer, a device, a socket or a folder is
 * refused, and so is what is too large, before anything is read.
 * @throws ArcspaceError `missing-file`, `unreadable-file` or `file-too-large`.
 */
export async function readRegularFile(path: string, options: ReadOptions = {}): Promise<Buffer> {
  const { shown = path, largest = largestRead } = options;
  const file = await openRegularFile(path, shown);
  try {
    const { size } = await file.stat();
    if (size > largest) throw tooLarge(shown, size, largest);
    return await file.readFile();
  } catch (thrown) {
    throw unreadable(shown, thrown);
  } finally {
    await file.close();
  }
}

/** Opens a file for reading, without waiting for anything. @throws ArcspaceError as `readRegularFile` does. */
export async function openRegularFile(path: string, shown = path): Promise<FileHandle> {
  // Windows has no such flag, and no pipes among its files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((thrown) => {
    throw unreadable(shown, thrown);
  });
  const stats = await file.stat();
  if (stats.isFile()) return file;
  await file.close();
  throw refuse(shown, `is ${kindOf(stats)}, not a file`, 'Choose a file.');
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

const reasons: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  EACCES: ['cannot be read: you do not have permission', 'Change its permissions, or choose another file.'],
  EPERM: ['cannot be read: you do not have permission', 'Change its permissions, or choose another file.'],
  EISDIR: ['is a folder, not a file', 'Choose a file.'],
  ENXIO: ['is a socket, not a file', 'Choose a file.'],
  ENOTDIR: ['is inside something that is no folder', 'Check the path.'],
  ELOOP: ['is a link that leads in a circle', 'Choose another file.'],
  ENAMETOOLONG: ['has a name that is too long', 'Use a shorter name.'],
  EIO: ['cannot be read: its disk reports an error', 'Check the disk and its connection.'],
  EMFILE: ['cannot be read: too many files are open', 'Close other programs, then try again.'],
  ENFILE: ['cannot be read: too many files are open', 'Close other programs, then try again.'],
};

function unreadable(shown: string, thrown: unknown): ArcspaceError {
  if (thrown instanceof ArcspaceError) return thrown;
  const code = systemCode(thrown) ?? '';
  if (code === 'ENOENT') {
    const file = shorten(shown);
    return new ArcspaceError('missing-file', `There is no file "${file}".`, 'Check the path.', { file });
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const [why, remedy] = reasons[code] ?? [`cannot be read: ${detail}`, 'Choose another file.'];
  return refuse(shown, why, remedy);
}

function refuse(shown: string, why: string, remedy: string): ArcspaceError {
  const file = shorten(shown);
  return new ArcspaceError('unreadable-file', `"${file}" ${why}.`, remedy, { file });
}

function tooLarge(shown: string, size: number, largest: number): ArcspaceError {
  const file = shorten(shown);
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
  return new ArcspaceError(
    'file-too-large',
    `"${file}" is too large (${megabytes(size)}). The maximum is ${megabytes(largest)}.`,
    'Use a smaller file.',
    { file },
  );
}
