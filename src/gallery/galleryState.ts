import type { GalleryEntry } from './entry.ts';
import type { GalleryEvent } from './galleryEvent.ts';

/** The pictures that a workspace keeps. */
export interface GalleryState {
  /** By their ids, the oldest first. */
  readonly entries: ReadonlyMap<string, GalleryEntry>;
  /** What was deleted and can still be taken back, by the name of the deletion. */
  readonly removed: ReadonlyMap<string, readonly GalleryEntry[]>;
  /** Of the files of all entries that are not deleted; what several share counts once. */
  readonly bytes: number;
  /** Whether pictures are added. */
  readonly keeps: boolean;
  /** Bytes. */
  readonly budget: number;
  /** Pictures that went because of the budget, since there is this gallery. */
  readonly dropped: number;
  /** Milliseconds since 1970 from which on all that was kept is in the list: an older file without an entry is not rubbish. */
  readonly wholeSince: number;
}

const GIB = 1024 ** 3;

/** Entries, whatever their size: what a list of them may take of the memory. */
export const MOST_ENTRIES = 50_000;

export const emptyGallery: GalleryState = {
  entries: new Map(),
  removed: new Map(),
  bytes: 0,
  keeps: true,
  budget: 2 * GIB,
  dropped: 0,
  wholeSince: 0,
};

type Draft = {
  -readonly [K in keyof GalleryState]: GalleryState[K];
} & { entries: Map<string, GalleryEntry>; removed: Map<string, readonly GalleryEntry[]> };

/** The gallery after events, in the order in which they happened. */
export function afterEvents(state: GalleryState, events: readonly GalleryEvent[]): GalleryState {
  const draft: Draft = { ...state, entries: new Map(state.entries), removed: new Map(state.removed) };
  for (const event of events) apply(draft, event);
  draft.entries = byTime(draft.entries);
  draft.bytes = bytesOf(draft.entries.values());
  return draft;
}

/** What another program made comes later than it was made. */
function byTime(entries: Map<string, GalleryEntry>): Map<string, GalleryEntry> {
  let latest = 0;
  for (const { time } of entries.values()) {
    if (time < latest) return new Map([...entries].sort(([, one], [, other]) => one.time - other.time));
    latest = time;
  }
  return entries;
}

function bytesOf(entries: Iterable<GalleryEntry>): number {
  const sizes = new Map<string, number>();
  for (const { picture, bytes } of entries) sizes.set(picture, bytes);
  let sum = 0;
  for (const bytes of sizes.values()) sum += bytes;
  return sum;
}

function apply(draft: Draft, event: GalleryEvent): void {
  switch (event.type) {
    case 'added':
      put(draft, event.entries);
      return;
    case 'starred':
      put(
        draft,
        known(draft, event.ids).map((entry) => ({ ...entry, favourite: event.favourite })),
      );
      return;
    case 'removed':
      draft.removed.set(event.removal, [...(draft.removed.get(event.removal) ?? []), ...take(draft, event.ids)]);
      return;
    case 'restored':
      restore(draft, event.removal);
      return;
    case 'emptied':
      draft.removed.clear();
      return;
    case 'dropped':
      draft.dropped += take(draft, event.ids).length;
      return;
    case 'set': {
      const { type: _, ...given } = event;
      Object.assign(draft, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
    }
  }
}

function known({ entries }: Draft, ids: readonly string[]): GalleryEntry[] {
  return ids.flatMap((id) => entries.get(id) ?? []);
}

/** One that is there keeps its place. */
function put({ entries }: Draft, news: readonly GalleryEntry[]): void {
  for (const entry of news) entries.set(entry.id, entry);
}

function take(draft: Draft, ids: readonly string[]): GalleryEntry[] {
  const taken = known(draft, ids);
  for (const { id } of taken) draft.entries.delete(id);
  return taken;
}

/** What was made again meanwhile stays as it is. */
function restore(draft: Draft, removal: string): void {
  const back = (draft.removed.get(removal) ?? []).filter(({ id }) => !draft.entries.has(id));
  draft.removed.delete(removal);
  put(draft, back);
}

/** What has to go to stay within the budget: the oldest first, favourites last, and the newest of all never. */
export function beyondBudget({ entries, bytes, budget }: GalleryState): string[] {
  let [excess, count] = [bytes - budget, entries.size - MOST_ENTRIES];
  if (excess <= 0 && count <= 0) return [];
  const all = [...entries.values()].slice(0, -1);
  const inOrder = [...all.filter(({ favourite }) => !favourite), ...all.filter(({ favourite }) => favourite)];
  const users = new Map<string, number>();
  for (const { picture } of entries.values()) users.set(picture, (users.get(picture) ?? 0) + 1);
  const beyond: string[] = [];
  for (const { id, picture, bytes: size } of inOrder) {
    if (excess <= 0 && count <= 0) break;
    beyond.push(id);
    const others = (users.get(picture) ?? 1) - 1;
    users.set(picture, others);
    if (others === 0) excess -= size;
    count--;
  }
  return beyond;
}

/** The events that give the gallery again as it is, but for what was deleted. */
export function summaryOf({ entries, keeps, budget, dropped, wholeSince }: GalleryState): GalleryEvent[] {
  return [
    { type: 'set', keeps, budget, dropped, wholeSince },
    ...[...entries.values()].map((entry): GalleryEvent => ({ type: 'added', entries: [entry] })),
  ];
}
