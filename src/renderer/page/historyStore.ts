import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { HistoryRecord } from '../state/document/historyRecord.ts';

/** What undo and redo of a workflow that is open in a window lead to. */
export interface KeptHistoryRecord {
  readonly window: string;
  readonly document: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly bytes: number;
  /** The build that wrote it: no other reads it, so its states need no migration. */
  readonly program: string;
  readonly value: HistoryRecord;
}

/** What the histories of windows are kept in over a reload. Every method fails where storage is refused. */
export interface HistoryStore {
  read(window: string, document: string): Promise<KeptHistoryRecord | undefined>;
  write(record: KeptHistoryRecord): Promise<void>;
  /** Forgets what a window keeps of other workflows than these. */
  keepOnly(window: string, documents: ReadonlySet<string>): Promise<void>;
  /** When each window kept its history last, and how large that is. */
  windows(): Promise<ReadonlyMap<string, { readonly time: number; readonly bytes: number }>>;
  forget(window: string): Promise<void>;
}

interface Schema extends DBSchema {
  histories: { key: [string, string]; value: KeptHistoryRecord };
}

/** In the first version a window kept one history, which no later build reads. */
const VERSION = 2;

export function createHistoryStore(): HistoryStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= (async () =>
      openDB<Schema>('arcspace-history', VERSION, {
        upgrade(created, before) {
          if (before > 0) created.deleteObjectStore('histories');
          created.createObjectStore('histories', { keyPath: ['window', 'document'] });
        },
      }))();
    return opened;
  };
  const forgetThose = async (isGone: (record: Pick<KeptHistoryRecord, 'window' | 'document'>) => boolean) => {
    const store = (await database()).transaction('histories', 'readwrite').store;
    const keys = await store.getAllKeys();
    const gone = keys.filter(([window, document]) => isGone({ window, document }));
    await Promise.all(gone.map((key) => store.delete(key)));
    await store.transaction.done;
  };
  return {
    read: async (window, document) => (await database()).get('histories', [window, document]),
    async write(record) {
      const transaction = (await database()).transaction('histories', 'readwrite');
      void transaction.store.put(record);
      // The page may be closing: a transaction that waits for more would be dropped.
      transaction.commit();
      await transaction.done;
    },
    keepOnly: (window, documents) => forgetThose((each) => each.window === window && !documents.has(each.document)),
    async windows() {
      const records = await (await database()).getAll('histories');
      const windows = new Map<string, { readonly time: number; readonly bytes: number }>();
      for (const { window, time, bytes } of records) {
        const known = windows.get(window) ?? { time: 0, bytes: 0 };
        windows.set(window, { time: Math.max(known.time, time), bytes: known.bytes + bytes });
      }
      return windows;
    },
    forget: (window) => forgetThose((each) => each.window === window),
  };
}
