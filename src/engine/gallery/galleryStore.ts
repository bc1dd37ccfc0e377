import { join } from 'node:path';
import type { GalleryEntry } from '../../gallery/entry.ts';
import type { GalleryEvent } from '../../gallery/galleryEvent.ts';
import { afterEvents, beyondBudget, emptyGallery, type GalleryState } from '../../gallery/galleryState.ts';
import { createHeldFolder } from '../files/heldFolder.ts';
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
   * Makes sure that files can be written into its folder.
   * @throws ArcspaceError for a disk that is full, read-only or gone, and for links that lead elsewhere.
   */
  prepare(): Promise<void>;
  /**
   * Adds entries whose files are there, and drops others to stay within the budget. Where another engine has the list they are
   * left for it.
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
  keepWorkflows(hashes: ReadonlySet<string>): Promise<void>;
}

export function createGalleryStore(folder: string, setting: StoreSetting): GalleryStore {
  const { pictures, changed } = setting;
  let state = emptyGallery;
  let notes: readonly string[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const open = async () => {
    const there = await pictures.names();
    const opened = await openGalleryLog(join(folder, 'gallery.jsonl'), ({ picture }) => there.has(picture));
    state = opened.state;
    notes = opened.notes;
    await tidy(state).catch((thrown) => console.error(`The gallery was not tidied: ${thrown}`));
    changed();
    return opened.log;
  };
  const tidy = async ({ entries }: GalleryState): Promise<void> => {
    const all = [...entries.values()];
    await pictures.keepOnly(new Set(all.map(({ picture }) => picture)));
    await setting.keepWorkflows(new Set(all.map(({ workflow }) => workflow)));
  };
  const held = createHeldFolder(folder, { requireOwn: setting.requireOwn, open, shut: (log) => log.close() });
  const inOrder = <T>(task: () => Promise<T>): Promise<T> => {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
  };
  /** Files go after the list has said so: what a list names is there. */
  const removeFilesOf = async (gone: readonly GalleryEntry[]): Promise<void> => {
    const used = new Set(
      [...state.entries.values(), ...[...state.removed.values()].flat()].map(({ picture }) => picture),
    );
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
    }
    changed();
    return events;
  };
  const addNew = async (entries: readonly GalleryEntry[]): Promise<void> => {
    const decided = await record(({ keeps, entries: known }) => {
      const news = entries.filter(({ id }) => !known.has(id));
      return keeps && news.length > 0 ? [{ type: 'added', entries: news }] : [];
    });
    if (decided === undefined) await leaveInInbox(folder, entries);
    else if (decided.length > 0) await record(droppingOld);
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
        if (held.opened) await emptyInbox(folder, addNew);
      }),
    prepare: () => inOrder(async () => void (await held.take())),
    add: (entries) => inOrder(() => addNew(entries)),
    record: (decide) => inOrder(() => record(decide)),
    fit: () => inOrder(async () => void (await record(droppingOld))),
    async close() {
      await last;
      await held.close();
    },
  };
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
