import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type GalleryEntry, galleryEntrySchema } from '../../gallery/entry.ts';
import { ownFiles } from '../files/ownFiles.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { writeWhole } from '../files/writeWhole.ts';

const LEFT = /^\d{1,16}-[0-9a-f]{12}\.json$/;
const leftSchema = z.array(galleryEntrySchema);

const inboxOf = (folder: string): string => join(folder, 'inbox');

/** Leaves entries for the engine that has the gallery, as `arcspace run` does beside an open editor. */
export async function leaveInInbox(folder: string, entries: readonly GalleryEntry[]): Promise<void> {
  const name = `${Date.now()}-${randomBytes(6).toString('hex')}.json`;
  await writeWhole(join(inboxOf(folder), name), JSON.stringify(entries));
}

/** Takes what was left, in the order in which it was. What says nothing goes; what cannot be added now stays. */
export async function emptyInbox(
  folder: string,
  add: (entries: readonly GalleryEntry[]) => Promise<void>,
): Promise<void> {
  for (const name of await ownFiles(inboxOf(folder), LEFT)) {
    const path = join(inboxOf(folder), name);
    await add(await entriesIn(path));
    await rm(path, { force: true });
  }
}

async function entriesIn(path: string): Promise<readonly GalleryEntry[]> {
  try {
    return leftSchema.parse(JSON.parse(await readTextFile(path)));
  } catch (thrown) {
    console.error(`Pictures for the gallery were left out (${path}): ${thrown}`);
    return [];
  }
}
