import type { Dirent } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import { requireOwnFolder } from './ownFolder.ts';

/**
 * Asks before what a workspace keeps in a hidden folder is taken up or written to whether all of it lies where it seems to: a
 * workspace that came from elsewhere may hold links, and what is tidied or written through them belongs to somebody else.
 * @param what it is, for people: "queue".
 * @throws ArcspaceError naming the link and what to do.
 */
export async function requireOwnParts(
  workspace: string,
  folder: string,
  parts: readonly string[],
  what: string,
): Promise<void> {
  await requireOwnFolder(workspace, join(workspace, '.arcspace'));
  for (const path of [folder, ...parts.map((name) => join(folder, name))]) {
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isSymbolicLink()) throw linked(relative(workspace, path), what);
  }
}

/** The files of a folder whose names are of our own pattern, sorted; no links, and none where there is no folder. */
export async function ownFiles(folder: string, pattern: RegExp): Promise<string[]> {
  return (await entriesOf(folder, pattern)).filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** When a file was written, in milliseconds since 1970. */
export interface Written {
  readonly from: number;
  readonly until: number;
}

/**
 * Removes the files with names of our own pattern but for some, and links in their places, which lead elsewhere. What
 * cannot be removed stays: it hinders nobody.
 * @param written when those that are removed were; whenever, if not given.
 */
export async function removeOthers(
  folder: string,
  pattern: RegExp,
  keeps: (name: string) => boolean,
  written?: Written,
): Promise<void> {
  const remove = async (entry: Dirent): Promise<void> => {
    const path = join(folder, entry.name);
    if (entry.isFile() && (keeps(entry.name) || (written && !(await isWritten(path, written))))) return;
    await rm(path, { force: true });
  };
  const entries = (await entriesOf(folder, pattern)).filter((entry) => entry.isSymbolicLink() || entry.isFile());
  await Promise.all(entries.map((entry) => remove(entry).catch(() => undefined)));
}

async function isWritten(path: string, { from, until }: Written): Promise<boolean> {
  const { mtimeMs } = await lstat(path);
  return mtimeMs >= from && mtimeMs < until;
}

async function entriesOf(folder: string, pattern: RegExp): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  return entries.filter(({ name }) => pattern.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function linked(file: string, what: string): ArcspaceError {
  return new ArcspaceError(
    'outside-folders',
    `The ${what} of this workspace is not used: "${file}" is a link that leads elsewhere.`,
    `Delete the link: a file or folder of the ${what} is made in its place.`,
    { file },
  );
}
