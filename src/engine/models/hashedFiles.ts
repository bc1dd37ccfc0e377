import type { Hasher } from '../files/hasher.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { ModelFile } from './layouts/modelLayout.ts';

export interface HashedFile extends ModelFile {
  /** sha256 of its content. */
  readonly hash: string;
}

export function hashedFiles(files: readonly ModelFile[], hasher: Hasher): Promise<readonly HashedFile[]> {
  return Promise.all(files.map(async ({ name, path }) => ({ name, path, hash: await hasher.hash(path) })));
}

export function byName(files: readonly HashedFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ name, hash }) => [name, hash]));
}

/** Told the files of something each time that it is loaded, it closes the networks in those that are not what they were, or no more. */
export function createFileWatch(pool: SessionPool): (what: string, files: readonly HashedFile[]) => Promise<void> {
  const seenBefore = new Map<string, readonly HashedFile[]>();
  return async (what, files) => {
    await pool.forget(changedFiles(seenBefore.get(what), files));
    seenBefore.set(what, files);
  };
}

function changedFiles(before: readonly HashedFile[] = [], now: readonly HashedFile[]): Set<string> {
  const hashes = new Map(now.map(({ path, hash }) => [path, hash]));
  return new Set(before.filter(({ path, hash }) => hashes.get(path) !== hash).map(({ path }) => path));
}
