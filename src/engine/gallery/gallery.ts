import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { findEntries, type GalleryQuery, workflowsOf } from '../../gallery/findEntries.ts';
import type { GalleryEvent } from '../../gallery/galleryEvent.ts';
import { ArcspaceError, type Problem, problemFrom } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { GalleryPage, GallerySetting, GalleryView } from '../../protocol/galleryCalls.ts';
import { createRevisions } from '../jobs/revisions.ts';
import { createWorkflowShelf } from '../jobs/workflowShelf.ts';
import { createGalleryStore, type Decide } from './galleryStore.ts';
import { type MadePictures, writePictures } from './madePictures.ts';
import { createPictureFiles, type PictureSize } from './pictureFiles.ts';
import { createSharedWorkflows } from './sharedWorkflows.ts';

export interface GalleryParts {
  /** Where it is kept; made when the first picture is added. */
  readonly folder: string;
  readonly registry: NodeRegistry;
  /** Throws where the folder must not be written to. */
  requireOwn(): Promise<void>;
}

interface Removal {
  /** Takes it back. */
  readonly removal: string;
  readonly count: number;
}

/** The pictures that runs made in a workspace. */
export interface Gallery {
  /** Keeps pictures. Never throws: what keeps it from that is said in the view and once on the console, and runs go on. */
  add(made: MadePictures): Promise<void>;
  watch(seen: number): Promise<GalleryView>;
  list(query: GalleryQuery, from: number, count: number): Promise<GalleryPage>;
  picture(id: string, size: PictureSize): Promise<Uint8Array>;
  workflow(id: string): Promise<{ readonly text: string; readonly path: string | null }>;
  star(ids: readonly string[], favourite: boolean): Promise<void>;
  remove(ids: readonly string[]): Promise<Removal>;
  clear(): Promise<Removal>;
  restore(removal: string): Promise<void>;
  set(setting: GallerySetting): Promise<void>;
  /** What is being added is kept, and what was deleted is gone then. What comes later is left for whoever opens it next. */
  close(): Promise<void>;
}

/** Milliseconds in which a deletion can be taken back, and between looks at what other programs left. */
const UNDO_FOR = 5 * 60_000;
const LOOK_EVERY = 2_000;

/** Workflows that can be chosen from. */
const MOST_WORKFLOWS = 200;

export function createGallery({ folder, registry, requireOwn }: GalleryParts): Gallery {
  const revisions = createRevisions();
  const pictures = createPictureFiles(folder);
  const remedy = 'Delete the picture from the gallery, or use its prompt and seed in another workflow.';
  const shelf = createWorkflowShelf(join(folder, 'workflows'), registry, remedy);
  const store = createGalleryStore(folder, {
    pictures,
    requireOwn,
    changed: revisions.listChanged,
    keepWorkflows: shelf.keepOnly,
  });
  const workflows = createSharedWorkflows(
    shelf,
    (family) => [...store.state.entries.values()].findLast((entry) => entry.family === family)?.workflow,
  );
  const adding = new Set<Promise<void>>();
  let problem: Problem | undefined;
  /** Whether it was met when the gallery was looked at: then a look that succeeds is the end of it. */
  let isOfLooking = false;
  let looking: ReturnType<typeof setInterval> | undefined;
  let emptying: ReturnType<typeof setTimeout> | undefined;
  let newestFirst:
    | { readonly of: ReadonlyMap<string, GalleryEntry>; readonly list: readonly GalleryEntry[] }
    | undefined;

  /** Once for each kind of reason, until pictures are kept again: on a full disk each folder is one of its own. */
  const say = (found: Problem | undefined): void => {
    if (found?.code === problem?.code) return;
    problem = found;
    isOfLooking &&= found !== undefined;
    if (found) console.error(`Pictures are not kept in the gallery. ${found.message} ${found.remedy}`);
    revisions.listChanged();
  };
  const takeUp = async (): Promise<void> => {
    looking ??= setInterval(() => void takeUp(), LOOK_EVERY).unref();
    try {
      await store.takeUp();
      if (isOfLooking) say(undefined);
    } catch (thrown) {
      isOfLooking ||= problem === undefined;
      say(problemFrom(thrown));
    }
  };
  const add = async (made: MadePictures): Promise<void> => {
    try {
      await store.prepare();
      if (!store.state.keeps) return;
      const { entries, fault } = await writePictures(made, {
        pictures,
        workflows,
        registry,
        known: store.state.entries,
      });
      if (entries.length > 0) await store.add(entries);
      if (fault !== undefined) throw fault;
      say(undefined);
    } catch (thrown) {
      isOfLooking = false;
      say(problemFrom(thrown));
    }
  };
  const newest = (): readonly GalleryEntry[] => {
    const { entries } = store.state;
    if (newestFirst?.of !== entries) newestFirst = { of: entries, list: [...entries.values()].reverse() };
    return newestFirst.list;
  };
  const record = async (decide: Decide): Promise<readonly GalleryEvent[]> => {
    const events = await store.record(decide);
    if (!events) throw new ArcspaceError(ELSEWHERE.code, ELSEWHERE.message, ELSEWHERE.remedy);
    return events;
  };
  const found = (id: string): GalleryEntry => {
    const entry = store.state.entries.get(id);
    if (!entry)
      throw new ArcspaceError('unknown-picture', 'The gallery no longer has this picture.', 'Choose another one.');
    return entry;
  };
  const remove = async (
    choose: (entries: ReadonlyMap<string, GalleryEntry>) => readonly string[],
  ): Promise<Removal> => {
    const removal = randomBytes(8).toString('hex');
    let count = 0;
    await record(({ entries }) => {
      const ids = choose(entries).filter((id) => entries.has(id));
      count = ids.length;
      return count > 0 ? [{ type: 'removed', ids, removal }] : [];
    });
    clearTimeout(emptying);
    emptying = setTimeout(() => void empty().catch(() => undefined), UNDO_FOR).unref();
    return { removal, count };
  };
  const empty = async (): Promise<void> => {
    if (store.state.removed.size > 0)
      await store.record(({ removed }) => (removed.size > 0 ? [{ type: 'emptied' }] : []));
  };

  return {
    async add(made) {
      const mine = add(made).finally(() => adding.delete(mine));
      adding.add(mine);
      await mine;
    },
    async watch(seen) {
      await takeUp();
      await revisions.after(seen);
      const { state, notes, isElsewhere } = store;
      const entries = newest();
      const shown = isElsewhere ? ELSEWHERE : problem;
      return {
        revision: revisions.current(),
        count: entries.length,
        bytes: state.bytes,
        favourites: entries.filter(({ favourite }) => favourite).length,
        workflows: workflowsOf(entries).slice(0, MOST_WORKFLOWS),
        keeps: state.keeps,
        budget: state.budget,
        dropped: state.dropped,
        notes,
        ...(shown && { problem: shown }),
      };
    },
    async list(query, from, count) {
      const all = findEntries(newest(), query);
      return { revision: revisions.current(), total: all.length, entries: all.slice(from, from + count) };
    },
    picture: (id, size) => pictures.take(found(id).picture, size),
    async workflow(id) {
      const entry = found(id);
      return { text: await workflows.take(entry), path: entry.path };
    },
    async star(ids, favourite) {
      await record(() => [{ type: 'starred', ids: [...ids], favourite }]);
    },
    remove: (ids) => remove(() => ids),
    clear: () => remove((entries) => [...entries.keys()]),
    async restore(removal) {
      await record(({ removed }) => {
        if (!removed.has(removal)) throw goneForGood();
        return [{ type: 'restored', removal }];
      });
    },
    async set({ keeps, budget }) {
      await record(() => [{ type: 'set', keeps, budget }]);
      if (budget !== undefined) await store.fit();
    },
    async close() {
      clearInterval(looking);
      clearTimeout(emptying);
      await Promise.all(adding);
      await empty().catch(() => undefined);
      await store.close();
    },
  };
}

/** What another engine says whose workspace is the same. */
const ELSEWHERE: Problem = {
  code: 'gallery-elsewhere',
  message: 'Another Arcspace that is open on this workspace has its gallery.',
  place: {},
  remedy: 'Look at the pictures there, or close it: this one takes the gallery up within seconds.',
};

function goneForGood(): ArcspaceError {
  return new ArcspaceError(
    'unknown-removal',
    'The deleted pictures can no longer be restored.',
    'The same workflow with the same seed gives them again, in a new session.',
  );
}
