import { link, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { numbered } from './fileNames.ts';
import { inTurn } from './inTurn.ts';
import { makeFolder } from './makeFolder.ts';
import { readRegularFile } from './readRegularFile.ts';
import { exists } from './spelledOnDisk.ts';
import { syncFolder } from './syncFolder.ts';
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

async function writeOnce(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
  await makeFolder(dirname(path));
  const free = await firstFree(path, bytes, 1);
  if (free.holds) return free.path;
  const temporary = await writeTemporary(dirname(path), bytes, { signal });
  try {
    return await place(temporary, path, bytes, free);
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

/** The first name that is free, or whose file holds the bytes. */
async function firstFree(path: string, bytes: Uint8Array, from: number): Promise<Free> {
  for (let number = from; number <= mostCopies; number++) {
    const candidate = numbered(path, number);
    const taken = await exists(candidate);
    if (!taken || (await holds(candidate, bytes))) return { path: candidate, number, holds: taken };
  }
  throw new Error(`there are ${mostCopies} files of this name already`);
}

/** Another process may take the name meanwhile: then the next one is looked for. */
async function place(temporary: string, path: string, bytes: Uint8Array, free: Free): Promise<string> {
  if (free.holds) return free.path;
  if (!(await placeAt(temporary, free.path))) {
    return place(temporary, path, bytes, await firstFree(path, bytes, free.number));
  }
  await syncFolder(dirname(path));
  return free.path;
}

/** Gives the file its name; false when the name is taken. */
async function placeAt(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return false;
    return renameTo(temporary, path);
  }
}

/** For disks without hard links, as FAT. Whatever else kept the link from being made keeps the name from being changed. */
async function renameTo(temporary: string, path: string): Promise<boolean> {
  if (await exists(path)) return false;
  await rename(temporary, path);
  return true;
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  const present = await readRegularFile(path, { largest: bytes.byteLength }).catch(() => undefined);
  return present?.equals(bytes) ?? false;
}
