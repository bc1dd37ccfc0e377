import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type GalleryEntry, galleryEntrySchema } from '../../gallery/entry.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { ownFiles } from '../files/ownFiles.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { writeWhole } from '../files/writeWhole.ts';
import { isForGood } from '../jobs/inbox.ts';

const LEFT = /^\d{1,16}-[0-9a-f]{12}\.json$/;
const leftSchema = z.array(z.unknown());

const inboxOf = (folder: string): string => join(folder, 'inbox');

/** Leaves entries for the engine that has the gallery, as `arcspace run` does beside an open editor. */
export async function leaveInInbox(folder: string, entries: readonly GalleryEntry[]): Promise<void> {
  const name = `${Date.now()}-${randomBytes(6).toString('hex')}.json`;
  await writeWhole(join(inboxOf(folder), name), JSON.stringify(entries));
}

/**
 * Takes what was left, in the order in which it was. What says nothing goes.
 * @throws what keeps something from being added now, as a full disk does, once the others are: it stays for the next time.
 */
export async function emptyInbox(
  folder: string,
  add: (entries: readonly GalleryEntry[]) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const name of await ownFiles(inboxOf(folder), LEFT)) {
    const path = join(inboxOf(folder), name);
    try {
      await add(entriesIn(await readTextFile(path), path));
    } catch (thrown) {
      if (!isForGood(thrown)) {
        faults.push(thrown);
        continue;
      }
      console.error(`Pictures for the gallery were left out (${path}): ${thrown.message}`);
    }
    await rm(path, { force: true });
  }
  if (faults.length > 0) throw faults[0];
}

/** @throws ArcspaceError `usage` */
function entriesIn(text: string, path: string): readonly GalleryEntry[] {
  const read = listIn(text).map((each) => galleryEntrySchema.safeParse(each).data);
  const entries = read.filter((entry) => entry !== undefined);
  const damaged = read.length - entries.length;
  if (damaged > 0) console.error(`${damaged} of ${read.length} pictures for the gallery were left out (${path}).`);
  return entries;
}

function listIn(text: string): readonly unknown[] {
  try {
    return leftSchema.parse(JSON.parse(text));
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ArcspaceError('usage', `It is no list of pictures: ${detail}`, 'Run the workflow again.');
  }
}
