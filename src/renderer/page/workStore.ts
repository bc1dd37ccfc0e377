import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { z } from 'zod';
import { AUTOSAVE_BYTES, type AutosaveKey, autosaveSchema, beyondLimits } from '../../protocol/autosave.ts';

const keptWorkSchema = autosaveSchema.extend({
  /** Whether it differs from its file. What does not is kept only to come back to after a reload. */
  unsaved: z.boolean(),
  /** The folder of the host that its file is in; null before that was known. */
  workspace: z.string().nullable(),
  /** Of its file, as this window knows it. */
  stamp: z.string().nullable().default(null),
  /** The history of undo that leads to it, where that was kept. */
  history: z.string().nullable().default(null),
});

/** A workflow of a window, as it was last. */
export type KeptWork = z.output<typeof keptWorkSchema>;

/** The page's own copies of work, for when the host is gone. Every method fails where the browser refuses storage. */
export interface WorkStore {
  list(): Promise<readonly KeptWork[]>;
  /** @returns what was dropped to stay within the limits. */
  put(work: KeptWork): Promise<readonly KeptWork[]>;
  remove(key: AutosaveKey): Promise<void>;
}

interface Schema extends DBSchema {
  works: { key: [string, string]; value: KeptWork };
}

type Database = IDBPDatabase<Schema>;

/** Sizes are looked at when a work is new, or so large that it may take the place of others. */
const LARGE = AUTOSAVE_BYTES / 16;

async function openWorkDatabase(lost: () => void): Promise<Database> {
  return openDB<Schema>('arcspace-work', 1, {
    upgrade: (database) => void database.createObjectStore('works', { keyPath: ['window', 'document'] }),
    terminated: lost,
  });
}

async function write(
  database: Database,
  act: (store: { put(work: KeptWork): unknown; delete(key: [string, string]): unknown }) => void,
) {
  const transaction = database.transaction('works', 'readwrite', { durability: 'strict' });
  act(transaction.store);
  // The page may be closing: a transaction that waits for more would be dropped.
  transaction.commit();
  await transaction.done;
}

export function createWorkStore(): WorkStore {
  let opened: Promise<Database> | undefined;
  const known = new Set<string>();

  const database = (): Promise<Database> => {
    const forget = () => {
      opened = undefined;
    };
    opened ??= openWorkDatabase(forget).catch((thrown) => {
      forget();
      throw thrown;
    });
    return opened;
  };
  const list = async () => {
    const all: readonly unknown[] = await (await database()).getAll('works');
    return all.map((each) => keptWorkSchema.safeParse(each).data).filter((each) => each !== undefined);
  };
  const remove = async ({ window, document }: AutosaveKey) =>
    write(await database(), (store) => void store.delete([window, document]));

  return {
    list,
    remove,
    async put(work) {
      await write(await database(), (store) => void store.put(work));
      const isNew = !known.has(work.document);
      known.add(work.document);
      if (!isNew && work.text.length < LARGE) return [];
      const all = (await list()).map((each) => ({ ...each, bytes: each.text.length }));
      const isWritten = (each: AutosaveKey) => each.window === work.window && each.document === work.document;
      const dropped = beyondLimits(all, isWritten);
      await Promise.all(dropped.map(remove));
      return dropped;
    },
  };
}
