import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Part } from '../state/document/sharedParts.ts';
import type { ResultRecord } from '../state/kept/resultRecords.ts';

/** A result of a window, as plain data. What it shares with others lies in parts: its pictures, its workflow. */
export interface KeptResult {
  readonly window: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly parts: readonly string[];
  /** Of its parts, also of those that others share. */
  readonly bytes: number;
  readonly value: ResultRecord;
}

export interface KeptPart {
  readonly window: string;
  readonly id: string;
  readonly value: Part;
}

export interface ResultChange {
  readonly results: readonly KeptResult[];
  readonly parts: readonly KeptPart[];
  /** Ids of results and of parts that are no longer needed. */
  readonly goneResults: readonly string[];
  readonly goneParts: readonly string[];
}

/** What the pictures and reports of windows are kept in over a reload. Every method fails where storage is refused. */
export interface ResultStore {
  read(window: string): Promise<{ results: readonly KeptResult[]; parts: ReadonlyMap<string, Part> }>;
  write(window: string, change: ResultChange): Promise<void>;
  /** When each window kept something last, and how much. */
  windows(): Promise<ReadonlyMap<string, { readonly time: number; readonly bytes: number }>>;
  forget(window: string): Promise<void>;
}

interface Schema extends DBSchema {
  results: { key: [string, string]; value: KeptResult };
  parts: { key: [string, string]; value: KeptPart };
}

/** With another shape of results another number: what was kept by an earlier version of the program is forgotten. */
const VERSION = 1;
const NAMES = ['results', 'parts'] as const;

function openResultDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('arcspace-results', VERSION, {
    upgrade(database) {
      for (const name of NAMES) {
        if (database.objectStoreNames.contains(name)) database.deleteObjectStore(name);
        database.createObjectStore(name, { keyPath: ['window', 'id'] });
      }
    },
  });
}

/** All keys of a window: an array is greater than any text. */
const ofWindow = (window: string) => IDBKeyRange.bound([window], [window, []]);

export function createResultStore(): ResultStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= (async () => openResultDatabase())();
    return opened;
  };
  return {
    async read(window) {
      const transaction = (await database()).transaction(NAMES);
      const [results, parts] = await Promise.all([
        transaction.objectStore('results').getAll(ofWindow(window)),
        transaction.objectStore('parts').getAll(ofWindow(window)),
      ]);
      return { results, parts: new Map(parts.map(({ id, value }) => [id, value])) };
    },
    async write(window, { results, parts, goneResults, goneParts }) {
      const transaction = (await database()).transaction(NAMES, 'readwrite');
      const [resultStore, partStore] = [transaction.objectStore('results'), transaction.objectStore('parts')];
      for (const part of parts) void partStore.put(part);
      for (const result of results) void resultStore.put(result);
      for (const id of goneResults) void resultStore.delete([window, id]);
      for (const id of goneParts) void partStore.delete([window, id]);
      transaction.commit();
      await transaction.done;
    },
    async windows() {
      const found = new Map<string, { time: number; bytes: number }>();
      for (const { window, time, bytes } of await (await database()).getAll('results')) {
        const known = found.get(window) ?? { time: 0, bytes: 0 };
        found.set(window, { time: Math.max(known.time, time), bytes: known.bytes + bytes });
      }
      return found;
    },
    async forget(window) {
      const transaction = (await database()).transaction(NAMES, 'readwrite');
      for (const name of NAMES) void transaction.objectStore(name).delete(ofWindow(window));
      await transaction.done;
    },
  };
}
