import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { numbered } from './fileNames.ts';
import { inTurn } from './inTurn.ts';
import { makeFolder } from './makeFolder.ts';
import { placeAt } from './placeAt.ts';
import { openRegularFile, readRegularFile } from './readRegularFile.ts';
import { exists } from './spelledOnDisk.ts';
import { syncFolder } from './syncFolder.ts';
import { temporaryName } from './temporaryNames.ts';
import { unwritable } from './unwritable.ts';
import { removeTemporary, writeTemporary } from './writeTemporary.ts';

const mostCopies = 10_000;

/**
 * Writes a file whole or not at all, never over other content: where the name is taken a number is added; where the file
 * holds these very bytes already nothing is written. The name appears together with the content: it is never reserved by
 * an empty file.
 * @param signal stops it half way; then nothing is left.
 * @returns the path written.
 * @throws ArcspaceError naming the folder and what to do.
 */
export async function writeNew(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
  return inTurn(path, () => writeOnce(path, bytes, signal)).catch((thrown) => {
    signal?.throwIfAborted();
    throw unwritable(path, thrown);
  });
}

/**
 * The same for content that is not held in memory.
 * @param fill writes it to the path that it is given.
 */
export async function writeNewBy(
  path: string,
  fill: (temporary: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<string> {
  return inTurn(path, () => fillOnce(path, fill, signal)).catch((thrown) => {
    signal?.throwIfAborted();
    // What is not said by the system is about the content.
    throw systemCode(thrown) === undefined ? thrown : unwritable(path, thrown);
  });
}

async function writeOnce(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
  await makeFolder(dirname(path));
  const holds = (file: string) => holdsBytes(file, bytes);
  const free = await firstFree(path, holds, 1);
  if (free.holds) return free.path;
  const temporary = await writeTemporary(dirname(path), bytes, { signal });
  try {
    return await place(temporary, path, holds, free);
  } finally {
    await removeTemporary(temporary);
  }
}

async function fillOnce(
  path: string,
  fill: (temporary: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<string> {
  await makeFolder(dirname(path));
  const temporary = join(dirname(path), temporaryName());
  try {
    await fill(temporary);
    await syncFile(temporary);
    signal?.throwIfAborted();
    const holds = (file: string) => holdsSame(file, temporary);
    return await place(temporary, path, holds, await firstFree(path, holds, 1));
  } finally {
    await removeTemporary(temporary);
  }
}

interface Free {
  readonly path: string;
  readonly number: number;
  /** Whether the file is there with these very bytes. */
  readonly holds: boolean;
}

/** Whether a file has the very content that is to be written. */
type Holds = (file: string) => Promise<boolean>;

/** The first name that is free, or whose file holds the content. */
async function firstFree(path: string, holds: Holds, from: number): Promise<Free> {
  for (let number = from; number <= mostCopies; number++) {
    const candidate = numbered(path, number);
    const taken = await exists(candidate);
    if (!taken || (await holds(candidate))) return { path: candidate, number, holds: taken };
  }
  throw new Error(`there are ${mostCopies} files of this name already`);
}

/** Another process may take the name meanwhile: then the next one is looked for. */
async function place(temporary: string, path: string, holds: Holds, free: Free): Promise<string> {
  if (free.holds) return free.path;
  if (!(await placeAt(temporary, free.path))) {
    return place(temporary, path, holds, await firstFree(path, holds, free.number));
  }
  await syncFolder(dirname(path));
  return free.path;
}

async function holdsBytes(path: string, bytes: Uint8Array): Promise<boolean> {
  const present = await readRegularFile(path, { largest: bytes.byteLength }).catch(() => undefined);
  return present?.equals(bytes) ?? false;
}

/** Bytes that are compared at once. */
const piece = 1 << 20;

async function holdsSame(path: string, other: string): Promise<boolean> {
  const files: FileHandle[] = [];
  try {
    for (const each of [path, other]) files.push(await openRegularFile(each));
    const [one, two] = files as [FileHandle, FileHandle];
    const { size } = await one.stat();
    if (size !== (await two.stat()).size) return false;
    for (let at = 0; at < size; at += piece) {
      const [ours, theirs] = await Promise.all([pieceAt(one, at), pieceAt(two, at)]);
      if (!ours.equals(theirs)) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    for (const file of files) await file.close();
  }
}

async function pieceAt(file: FileHandle, position: number): Promise<Buffer> {
  const buffer = Buffer.alloc(piece);
  const { bytesRead } = await file.read(buffer, 0, piece, position);
  return buffer.subarray(0, bytesRead);
}

/** Onto the disk and not only into a cache. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
