import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { ArcspaceError } from '../../graph/problem.ts';
import { numbered } from './fileNames.ts';

const mostCopies = 10_000;

/**
 * Writes a file whole or not at all, never over other content: where the name is taken a number is added; where the file
 * holds these very bytes already nothing is written.
 * @returns the path written.
 */
export async function writeNew(path: string, bytes: Uint8Array): Promise<string> {
  await makeFolder(dirname(path)).catch((thrown) => {
    throw unwritable(path, thrown);
  });
  for (let number = 1; number <= mostCopies; number++) {
    const candidate = numbered(path, number);
    if (await reserve(candidate)) {
      await fill(candidate, bytes);
      return candidate;
    }
    if (await holds(candidate, bytes)) return candidate;
  }
  throw unwritable(path, new Error(`there are ${mostCopies} files of this name already`));
}

/** Node's own recursive mkdir never ends where a file system refuses new folders as "not found", as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  const present = await stat(folder).catch(() => undefined);
  if (present?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  await mkdir(folder).catch((thrown) => {
    if (present || !hasCode(thrown, 'EEXIST')) throw thrown;
  });
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

/** Claims a name for us alone; false when it is taken. */
async function reserve(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (thrown) {
    if (hasCode(thrown, 'EEXIST')) return false;
    throw unwritable(path, thrown);
  }
}

async function fill(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (thrown) {
    await rm(path, { force: true });
    throw unwritable(path, thrown);
  }
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  const present = await readFile(path).catch(() => undefined);
  return present?.equals(bytes) ?? false;
}

export function unwritable(path: string, thrown: unknown): ArcspaceError {
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ArcspaceError(
    'cannot-write',
    `The file cannot be written: ${detail}`,
    'Check that the folder may be written to and that the disk is not full.',
    { file: path },
  );
}
