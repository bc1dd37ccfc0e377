import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { HistoryRecord } from '../state/historyRecord.ts';

/** What undo and redo of a window lead to. */
export interface KeptHistoryRecord {
  readonly window: string;
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
  read(window: string): Promise<KeptHistoryRecord | undefined>;
  write(record: KeptHistoryRecord): Promise<void>;
  /** When each window kept its history last, and how large that is. */
  windows(): Promise<ReadonlyMap<string, { readonly time: number; readonly bytes: number }>>;
  forget(window: string): Promise<void>;
}

interface Schema extends DBSchema {
  histories: { key: string; value: KeptHistoryRecord };
}

export function createHistoryStore(): HistoryStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= (async () =>
      openDB<Schema>('arcspace-history', 1, {
        upgrade: (created) => void created.createObjectStore('histories', { keyPath: 'window' }),
      }))();
    return opened;
  };
  return {
    read: async (window) => (await database()).get('histories', window),
    async write(record) {
      const transaction = (await database()).transaction('histories', 'readwrite');
      void transaction.store.put(record);
      // The page may be closing: a transaction that waits for more would be dropped.
      transaction.commit();
      await transaction.done;
    },
    async windows() {
      const records = await (await database()).getAll('histories');
      return new Map(records.map(({ window, time, bytes }) => [window, { time, bytes }]));
    },
    forget: async (window) => (await database()).delete('histories', window),
  };
}
