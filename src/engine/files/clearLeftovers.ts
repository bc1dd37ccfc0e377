import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftBehind, isTemporaryName } from './temporaryNames.ts';

/** How many folders are looked into, the near ones first: a workspace may hold anything. */
const mostFolders = 1000;

/** Removes what processes that died while writing left in a folder: our own unfinished files and folders, and nobody's that lives. */
export async function clearLeftovers(folder: string): Promise<void> {
  await clearOne(folder);
}

/** The same for a folder and those in it. */
export async function clearLeftoversBelow(root: string): Promise<void> {
  const waiting = [root];
  for (let looked = 0; looked < mostFolders; looked++) {
    const folder = waiting.shift();
    if (folder === undefined) return;
    waiting.push(...(await clearOne(folder)));
  }
}

/** @returns the folders in it that we may have written to. */
async function clearOne(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  await Promise.all(
    entries.filter((entry) => entry.isFile() || entry.isDirectory()).map(({ name }) => clear(folder, name)),
  );
  return entries.filter((entry) => entry.isDirectory() && isOurs(entry.name)).map(({ name }) => join(folder, name));
}

function isOurs(name: string): boolean {
  return name === '.arcspace' || !(name.startsWith('.') || name === 'node_modules');
}

async function clear(folder: string, name: string): Promise<void> {
  if (!isTemporaryName(name)) return;
  const path = join(folder, name);
  const modified = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
  if (modified === undefined || !isLeftBehind(name, Date.now() - modified)) return;
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}
