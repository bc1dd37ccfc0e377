import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { clearLeftoversBelow } from '../../engine/files/clearLeftovers.ts';
import { makeFolder } from '../../engine/files/makeFolder.ts';
import { openRegularFile, readRegularFile } from '../../engine/files/readRegularFile.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import { writeNew, writeNewBy } from '../../engine/files/writeNew.ts';
import { writeWhole } from '../../engine/files/writeWhole.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import { copyHashed } from './copyHashed.ts';
import type { SharedStore } from './sharedStore.ts';

const HASH = /^[0-9a-f]{64}$/;

/** Bytes: more than a hash and an end of line. */
const LARGEST_NOTE = 100;

/**
 * A store in a folder that all machines reach. Whatever is written appears whole or not at all, and is looked at again when
 * it is read: a folder on another machine may lose its connection at any time.
 * @throws ArcspaceError `no-store` where the folder is not there: one that is not mounted would be made on this disk instead.
 */
export async function openFolderStore(folder: string): Promise<SharedStore> {
  const root = resolve(folder);
  const stats = await stat(root).catch(() => undefined);
  if (!stats?.isDirectory()) throw noStore(folder);
  const placeIn = (part: string, name: string): string => {
    if (!HASH.test(name)) throw new Error('a content of the store is named by its sha256');
    return join(root, part, name.slice(0, 2), name);
  };
  const contentOf = (hash: string): string => placeIn('contents', hash);
  const noteOf = (key: string): string => placeIn('results', key);
  const has = async (hash: string): Promise<boolean> =>
    (await stat(contentOf(hash)).catch(() => undefined)) !== undefined;
  return {
    has,
    async put(content) {
      const hash = sha256(content);
      if (!(await has(hash))) await writeNew(contentOf(hash), content);
      return hash;
    },
    async putFile(file, hash, signal) {
      if (await has(hash)) return;
      const source = await openRegularFile(file, basename(file));
      const fault = (thrown: unknown) => unreadableFile(file, thrown);
      const copy = async (temporary: string): Promise<void> => {
        if ((await copyHashed(source, temporary, fault, signal)) !== hash) throw changed(file);
      };
      await writeNewBy(contentOf(hash), copy, signal).finally(() => source.close());
    },
    async get(hash, largest) {
      const content = await readRegularFile(contentOf(hash), { shown: hash, largest }).catch((thrown) => {
        throw unreadable(hash, thrown);
      });
      if (sha256(content) !== hash) throw damaged(hash);
      return content;
    },
    async getFile(hash, file, signal) {
      const fault = (thrown: unknown) => unreadable(hash, thrown);
      const source = await openRegularFile(contentOf(hash), hash).catch((thrown) => {
        throw fault(thrown);
      });
      try {
        await makeFolder(dirname(file));
        if ((await copyHashed(source, file, fault, signal)) !== hash) throw damaged(hash);
      } finally {
        await source.close();
      }
    },
    async found(key) {
      const note = await readRegularFile(noteOf(key), { largest: LARGEST_NOTE }).catch(() => undefined);
      const hash = note?.toString('latin1').trim() ?? '';
      return HASH.test(hash) ? hash : undefined;
    },
    keep: (key, hash) => writeWhole(noteOf(key), `${hash}\n`),
  };
}

/** Removes what machines that died while writing left in a store. */
export function clearStore(folder: string): Promise<void> {
  return clearLeftoversBelow(resolve(folder));
}

function noStore(folder: string): ArcspaceError {
  return new ArcspaceError(
    'no-store',
    `There is no folder "${folder}" for the store.`,
    'Create it, or connect the network drive that it is on. All machines name the same folder with --store.',
    { file: folder },
  );
}

const SAME_FOLDER = 'Check that all machines name the same folder with --store and can read all of it.';

function unreadable(hash: string, thrown: unknown): ArcspaceError {
  const { code, message } = problemFrom(thrown);
  if (code === 'file-too-large') return new ArcspaceError(code, message, 'Use a smaller workflow or fewer files.');
  return new ArcspaceError('store-content', `The store does not have the content ${hash}.`, SAME_FOLDER);
}

function unreadableFile(file: string, thrown: unknown): ArcspaceError {
  const name = basename(file);
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return new ArcspaceError('unreadable-file', `"${name}" cannot be read: ${why}.`, 'Check its disk.', { file: name });
}

function changed(file: string): ArcspaceError {
  const name = basename(file);
  return new ArcspaceError('unreadable-file', `"${name}" was changed while it was read.`, 'Run again.', { file: name });
}

function damaged(hash: string): ArcspaceError {
  return new ArcspaceError(
    'store-content',
    `The content ${hash} in the store is damaged.`,
    'Delete this file from the folder "contents" of the store, then run again.',
  );
}
