import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Problem } from '../../graph/problem.ts';
import type { SweepAxis } from '../../graph/sweep/axis.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import type { RunPlace } from '../../protocol/types.ts';

/** A sweep as it was asked for. */
export interface KeptSweep {
  readonly id: string;
  /** The window that computes and shows it. */
  readonly window: string;
  /** The folder that its engine saves to: in another one there are other files and models. */
  readonly workspace: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly workflow: Workflow;
  readonly axes: readonly SweepAxis[];
  /** Where its relative paths start from. */
  readonly path: string | null;
  readonly place: RunPlace;
  readonly isRunning: boolean;
}

/** What a cell of a sweep gave. */
export interface KeptCell {
  readonly sweep: string;
  /** The numbers of its values, joined by commas. */
  readonly cell: string;
  readonly numbers: Readonly<Record<string, number | string>>;
  readonly files: readonly string[];
  readonly milliseconds: number;
  readonly problem?: Problem;
  /** Its size as it was computed (pixels), and a PNG that may be smaller. */
  readonly picture?: { readonly width: number; readonly height: number; readonly file: Blob };
}

export interface FoundSweep {
  readonly sweep: KeptSweep;
  readonly cells: readonly KeptCell[];
}

/** What the sweeps of windows are kept in over a reload. Every method fails where storage is refused. */
export interface SweepStore {
  /** Keeps a sweep in place of all others of its window. */
  begin(sweep: KeptSweep): Promise<void>;
  setRunning(id: string, isRunning: boolean): Promise<void>;
  add(cell: KeptCell): Promise<void>;
  /**
   * The newest of a window or, where it has none, of windows that are gone; it is this window's from then on.
   * @param open the windows that are open
   */
  claim(window: string, workspace: string, open: ReadonlySet<string>): Promise<FoundSweep | undefined>;
}

interface Schema extends DBSchema {
  sweeps: { key: string; value: KeptSweep };
  cells: { key: [string, string]; value: KeptCell };
}

/** With another shape of them another number: what was kept by an earlier version of the program is forgotten. */
const VERSION = 1;
const NAMES = ['sweeps', 'cells'] as const;

/** Milliseconds after which those of windows that are gone are forgotten. */
const KEPT_WHEN_GONE = 7 * 24 * 60 * 60 * 1000;

function openSweepDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('arcspace-sweeps', VERSION, {
    upgrade(database) {
      for (const name of NAMES) if (database.objectStoreNames.contains(name)) database.deleteObjectStore(name);
      database.createObjectStore('sweeps', { keyPath: 'id' });
      database.createObjectStore('cells', { keyPath: ['sweep', 'cell'] });
    },
  });
}

/** All keys of a sweep: an array is greater than any text. */
const cellsOf = (sweep: string) => IDBKeyRange.bound([sweep], [sweep, []]);

export function createSweepStore(): SweepStore {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const change = async () => {
    opened ??= (async () => openSweepDatabase())();
    const transaction = (await opened).transaction(NAMES, 'readwrite');
    const [sweeps, cells] = [transaction.objectStore('sweeps'), transaction.objectStore('cells')];
    const forget = (id: string): void => {
      void sweeps.delete(id);
      void cells.delete(cellsOf(id));
    };
    return { sweeps, cells, forget, done: transaction.done };
  };
  return {
    async begin(sweep) {
      const { sweeps, forget, done } = await change();
      for (const { id, window } of await sweeps.getAll()) if (window === sweep.window) forget(id);
      void sweeps.put(sweep);
      await done;
    },
    async setRunning(id, isRunning) {
      const { sweeps, done } = await change();
      const kept = await sweeps.get(id);
      if (kept) void sweeps.put({ ...kept, isRunning });
      await done;
    },
    async add(cell) {
      const { cells, done } = await change();
      void cells.put(cell);
      await done;
    },
    async claim(window, workspace, open) {
      const { sweeps, cells, forget, done } = await change();
      const mine = (sweep: KeptSweep): boolean => sweep.window === window;
      const free = (await sweeps.getAll())
        .filter((sweep) => mine(sweep) || !open.has(sweep.window))
        .sort((one, other) => Number(mine(other)) - Number(mine(one)) || other.time - one.time);
      const found = free.find((sweep) => sweep.workspace === workspace);
      for (const { id, time } of free) if (id !== found?.id && Date.now() - time > KEPT_WHEN_GONE) forget(id);
      if (found) void sweeps.put({ ...found, window });
      const own = found && (await cells.getAll(cellsOf(found.id)));
      await done;
      return found && own && { sweep: { ...found, window }, cells: own };
    },
  };
}
