import { realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inTurn } from './inTurn.ts';
import { makeFolder } from './makeFolder.ts';
import { syncFolder } from './syncFolder.ts';
import { unwritable } from './unwritable.ts';
import { type Content, removeTemporary, writeTemporary } from './writeTemporary.ts';

/**
 * Writes a file whole or not at all, its folder too: on any failure what was there stays as it was, and nothing else is
 * left. A link is followed; permissions stay.
 * @throws ArcspaceError naming the folder and what to do.
 */
export async function writeWhole(path: string, content: Content): Promise<void> {
  await inTurn(path, () => replace(path, content)).catch((thrown) => {
    throw unwritable(path, thrown);
  });
}

async function replace(path: string, content: Content): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const present = await stat(target).catch(() => undefined);
  const folder = dirname(target);
  await makeFolder(folder);
  const temporary = await writeTemporary(folder, content, { like: present });
  try {
    await rename(temporary, target);
  } catch (thrown) {
    await removeTemporary(temporary);
    throw thrown;
  }
  await syncFolder(folder);
}
