import { join } from 'node:path';
import type { GalleryEntry } from '../../gallery/entry.ts';
import type { GalleryEvent } from '../../gallery/galleryEvent.ts';
import { afterEvents, beyondBudget, emptyGallery, type GalleryState } from '../../gallery/galleryState.ts';
import { createHeldFolder } from '../files/heldFolder.ts';
import type { Written } from '../files/ownFiles.ts';
import { openGalleryLog } from './galleryLog.ts';
import { emptyInbox, leaveInInbox } from './inbox.ts';
import type { PictureFiles } from './pictureFiles.ts';

/** The list of the pictures of a workspace, which one engine has at a time, and their files. */
export interface GalleryStore {
  readonly state: GalleryState;
  /** What of it could not be read when it was taken: a sentence each. */
  readonly notes: readonly string[];
  /** Whether another engine has it. */
  readonly isElsewhere: boolean;
  /** Takes it where there is one that nobody has, and what others have left for it. */
  takeUp(): Promise<void>;
  /**
   * Makes sure that files can be written into its folder, and takes what others have left.
   * @throws ArcspaceError for a disk that is full, read-only or gone, and for links that lead elsewhere.
   */
  prepare(): Promise<void>;
  /**
   * Adds entries whose files were put, which it releases, and drops others to stay within the budget. Where another engine has
   * the list they are left for it. The files of what is not added go.
   * @throws ArcspaceError for a disk that is full, read-only or gone.
   */
  add(entries: readonly GalleryEntry[]): Promise<void>;
  /** Makes something happen. @throws ArcspaceError as `add` does, and `undefined` comes back where another engine has it. */
  record(decide: Decide): Promise<readonly GalleryEvent[] | undefined>;
  /** Drops what is too much for the budget. */
  fit(): Promise<void>;
  close(): Promise<void>;
}

/** What happens to a gallery that stands so. */
export type Decide = (state: GalleryState) => readonly GalleryEvent[];

export interface StoreSetting {
  readonly pictures: PictureFiles;
  /** Throws where the folder must not be written to. */
  requireOwn(): Promise<void>;
  /** Told whenever the gallery is not as it was. */
  changed(): void;
  /** Removes the workflows that no entry has. */
  keepWorkflows(hashes: ReadonlySet<string>, written: Written): Promise<void>;
}

/** Milliseconds after which nobody adds an entry for a file that was written. */
const SURELY_OVER = 60 * 60_000;

export function createGalleryStore(folder: string, setting: StoreSetting): GalleryStore {
  const { pictures, changed } = setting;
  let state = emptyGallery;
  let notes: readonly string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isTidy = false;

  const open = async () => {
    const opened = await openGalleryLog(join(folder, 'gallery.jsonl'), await pictures.sizes());
    state = opened.state;
    notes = opened.notes;
    isTidy = false;
    changed();
    return opened.log;
  };
  const inUse = <T>(part: (entry: GalleryEntry) => T): Set<T> =>
    new Set([...state.entries.values(), ...[...state.removed.values()].flat()].map(part));
  const rubbish = (): Written => ({ from: state.wholeSince, until: Date.now() - SURELY_OVER });
  const tidyWorkflows = (): Promise<void> =>
    setting.keepWorkflows(
      inUse(({ workflow }) => workflow),
      rubbish(),
    );
  /** What others left is in use, too: before it is in the list nothing is tidied. */
  const takeOver = async (): Promise<void> => {
    if (!held.opened) return;
    await emptyInbox(folder, addNew);
    if (isTidy) return;
    isTidy = true;
    await pictures.keepOnly(
      inUse(({ picture }) => picture),
      rubbish(),
    );
    await tidyWorkflows();
  };
  const held = createHeldFolder(folder, { requireOwn: setting.requireOwn, open, shut: (log) => log.close() });
  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
  };
  /** Files go after the list has said so: what a list names is there. */
  const removeFilesOf = async (gone: readonly GalleryEntry[]): Promise<void> => {
    const used = inUse(({ picture }) => picture);
    await pictures.remove(new Set(gone.map(({ picture }) => picture).filter((picture) => !used.has(picture))));
  };
  const record = async (decide: Decide): Promise<readonly GalleryEvent[] | undefined> => {
    const log = await held.take();
    if (!log) return undefined;
    const events = decide(state);
    if (events.length === 0) return events;
    await log.append(events);
    const before = state;
    state = afterEvents(before, events);
    if (events.some(({ type }) => type === 'dropped' || type === 'emptied')) {
      await removeFilesOf(goneBetween(before, state));
      await tidyWorkflows();
    }
    // One that stays long is summed up another time.
    await log.sumUp(state).catch(() => undefined);
    changed();
    return events;
  };
  const addNew = async (given: readonly GalleryEntry[]): Promise<void> => {
    const entries = await there(given, pictures);
    const decided = await record(({ keeps, entries: known }) => {
      const news = entries.filter(({ id }) => !known.has(id));
      return keeps && news.length > 0 ? [{ type: 'added', entries: news }] : [];
    });
    if (decided === undefined) return leaveInInbox(folder, entries);
    await removeFilesOf(entries);
    if (decided.length > 0) await record(droppingOld);
  };
  return {
    get state() {
      return state;
    },
    get notes() {
      return notes;
    },
    get isElsewhere() {
      return held.opened === undefined && held.isElsewhere;
    },
    takeUp: () =>
      inOrder(async () => {
        await held.takeUp();
        await takeOver();
      }),
    prepare: () =>
      inOrder(async () => {
        await held.take();
        // What is left by others waits for the next look, and hinders nobody.
        await takeOver().catch(() => undefined);
      }),
    add: (entries) =>
      inOrder(async () => {
        for (const { picture } of entries) pictures.release(picture);
        try {
          await addNew(entries);
        } catch (thrown) {
          await removeFilesOf(entries);
          throw thrown;
        }
      }),
    record: (decide) => inOrder(() => record(decide)),
    fit: () => inOrder(async () => void (await record(droppingOld))),
    async close() {
      await last;
      await held.close();
    },
  };
}

/** Those whose files are there, with the size that they have. */
async function there(entries: readonly GalleryEntry[], { sizeOf }: PictureFiles): Promise<GalleryEntry[]> {
  const sized = await Promise.all(entries.map(async (entry) => ({ entry, bytes: await sizeOf(entry.picture) })));
  return sized.flatMap(({ entry, bytes }) => (bytes === undefined ? [] : [{ ...entry, bytes }]));
}

function droppingOld(state: GalleryState): readonly GalleryEvent[] {
  const ids = beyondBudget(state);
  return ids.length > 0 ? [{ type: 'dropped', ids }] : [];
}

/** What can no longer be taken back. */
function goneBetween(before: GalleryState, after: GalleryState): GalleryEntry[] {
  const kept = new Set([...after.removed.values()].flat().map(({ id }) => id));
  const all = [...before.entries.values(), ...[...before.removed.values()].flat()];
  return all.filter(({ id }) => !after.entries.has(id) && !kept.has(id));
}
