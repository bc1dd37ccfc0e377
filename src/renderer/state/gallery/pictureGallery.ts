import { type ReadonlySignal, signal } from '@preact/signals';
import type { GalleryEntry } from '../../../gallery/entry.ts';
import type { Picture } from '../../../graph/events.ts';
import { type Problem, problemFrom } from '../../../graph/problem.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { GallerySetting, GalleryView } from '../../../protocol/galleryCalls.ts';
import type { HostClient } from '../../hosts/hostClient.ts';
import { createPatientClient } from '../../hosts/patientClient.ts';
import type { ReadWorkflow } from '../../reading/readWorkflow.ts';
import { texts } from '../../text/texts.ts';
import type { Log, Notification } from '../log.ts';
import { createFetchedPictures } from './fetchedPictures.ts';
import { createGalleryPages, type GalleryPages } from './galleryPages.ts';
import { everyPicture, queryAt, type ShownQuery } from './galleryPeriod.ts';

/** The pictures that the workspace keeps of all runs. Those of this session alone are another thing: `gallery.ts`. */
export interface PictureGallery {
  /** Null until the engine has told of it. */
  readonly view: ReadonlySignal<GalleryView | null>;
  /** Why nothing can be told of it; null while it can. */
  readonly problem: ReadonlySignal<Problem | null>;
  readonly query: ReadonlySignal<ShownQuery>;
  /** What the query means, the newest first. */
  readonly pages: Pick<GalleryPages, 'total' | 'loaded' | 'failed' | 'want' | 'retry'>;
  look(query: Partial<ShownQuery>): void;
  /** Address of a small picture; undefined where it cannot be had. */
  small(entry: GalleryEntry): Promise<string | undefined>;
  /** The pixels; undefined where they cannot be had, which is said. */
  picture(entry: GalleryEntry): Promise<Picture | undefined>;
  /** What made it, with its own values; undefined where that cannot be read, which is said. */
  workflow(entry: GalleryEntry): Promise<Workflow | undefined>;
  star(entries: readonly GalleryEntry[], favourite: boolean): void;
  /** With a way back, in a notification and by `undo`. */
  remove(entries: readonly GalleryEntry[]): Promise<void>;
  removeAll(): Promise<void>;
  /** Takes the last deletion back. @returns false where there is none. */
  undo(): boolean;
  set(setting: GallerySetting): void;
  dispose(): void;
}

interface Dependencies {
  readonly client: HostClient;
  readonly log: Log;
  readonly read: ReadWorkflow;
  readonly decode: (bytes: Uint8Array) => Promise<Picture>;
}

/** Milliseconds until the engine is asked again after it failed to answer. */
const AGAIN = 5_000;
/** Small pictures that are kept ready: some windows full. */
const MOST_READY = 1000;

export function createPictureGallery({ client, log, read, decode }: Dependencies): PictureGallery {
  const engine = createPatientClient(client);
  const view = signal<GalleryView | null>(null);
  const problem = signal<Problem | null>(null);
  const query = signal<ShownQuery>(everyPicture);
  const pictures = createFetchedPictures(MOST_READY);
  const report = (thrown: unknown): void => log.problem(problemFrom(thrown));
  const pages = createGalleryPages(
    (from, count) => engine.call('listGallery', { query: queryAt(query.peek(), new Date()), from, count }),
    report,
  );
  const removals = new Map<string, NonNullable<Notification['action']>>();
  let isDisposed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (news: GalleryView): void => {
    const before = view.peek();
    view.value = news;
    problem.value = null;
    if (!before) for (const message of news.notes) log.note({ level: 'warning', message });
    if (news.problem && news.problem.code !== before?.problem?.code && news.problem.code !== 'gallery-elsewhere') {
      const { message, remedy } = news.problem;
      log.notify({ level: 'warning', message: texts.messages.galleryFails(message), remedy });
    }
    if (before && before.revision !== news.revision) pages.refresh();
  };
  const watch = async (): Promise<void> => {
    while (!isDisposed) show(await engine.call('watchGallery', { seen: view.peek()?.revision ?? 0 }));
  };
  const keepWatching = (): void => {
    watch().catch((thrown) => {
      problem.value = problemFrom(thrown);
      if (!isDisposed) timer = setTimeout(keepWatching, AGAIN);
    });
  };
  keepWatching();

  const tellOfRemoval = (removal: string, count: number): void => {
    if (count === 0) return;
    const undo = { label: texts.messages.undo, run: () => void restore(removal) };
    removals.set(removal, undo);
    log.notify({ level: 'info', message: texts.messages.picturesDeleted(count), action: undo });
  };
  const restore = async (removal: string): Promise<void> => {
    const undo = removals.get(removal);
    removals.delete(removal);
    log.dismiss(({ action }) => action !== undefined && action === undo);
    await client.call('restoreToGallery', { removal }).catch(report);
  };
  return {
    view,
    problem,
    query,
    pages,
    look(change) {
      query.value = { ...query.peek(), ...change };
      pages.refresh();
    },
    small: ({ id, picture }) => pictures.of(picture, () => client.call('galleryPicture', { id, size: 'small' })),
    async picture({ id }) {
      try {
        return await decode((await client.call('galleryPicture', { id, size: 'whole' })).bytes);
      } catch (thrown) {
        report(thrown);
        return undefined;
      }
    },
    async workflow({ id }) {
      try {
        return (await read((await client.call('galleryWorkflow', { id })).text))?.workflow;
      } catch (thrown) {
        report(thrown);
        return undefined;
      }
    },
    star(entries, favourite) {
      client.call('starGallery', { ids: entries.map(({ id }) => id), favourite }).catch(report);
    },
    async remove(entries) {
      try {
        const { removal, count } = await client.call('deleteFromGallery', { ids: entries.map(({ id }) => id) });
        tellOfRemoval(removal, count);
      } catch (thrown) {
        report(thrown);
      }
    },
    async removeAll() {
      try {
        const { removal, count } = await client.call('clearGallery', {});
        tellOfRemoval(removal, count);
      } catch (thrown) {
        report(thrown);
      }
    },
    undo() {
      const removal = [...removals.keys()].at(-1);
      if (removal !== undefined) void restore(removal);
      return removal !== undefined;
    },
    set(setting) {
      client.call('setGallery', setting).catch(report);
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
      pictures.dispose();
    },
  };
}
