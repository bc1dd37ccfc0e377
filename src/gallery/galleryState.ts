import type { GalleryEntry } from './entry.ts';
import type { GalleryEvent } from './galleryEvent.ts';

/** The pictures that a workspace keeps. */
export interface GalleryState {
  /** By their ids, the oldest first. */
  readonly entries: ReadonlyMap<string, GalleryEntry>;
  /** What was deleted and can still be taken back, by the name of the deletion. */
  readonly removed: ReadonlyMap<string, readonly GalleryEntry[]>;
  /** Of the files of all entries that are not deleted. */
  readonly bytes: number;
  /** Whether pictures are added. */
  readonly keeps: boolean;
  /** Bytes. */
  readonly budget: number;
  /** Pictures that went because of the budget, since there is this gallery. */
  readonly dropped: number;
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
};

type Draft = {
  -readonly [K in keyof GalleryState]: GalleryState[K];
} & { entries: Map<string, GalleryEntry>; removed: Map<string, readonly GalleryEntry[]> };

/** The gallery after events, in the order in which they happened. */
export function afterEvents(state: GalleryState, events: readonly GalleryEvent[]): GalleryState {
  const draft: Draft = { ...state, entries: new Map(state.entries), removed: new Map(state.removed) };
  for (const event of events) apply(draft, event);
  return draft;
}

function apply(draft: Draft, event: GalleryEvent): void {
  switch (event.type) {
    case 'added':
      for (const entry of event.entries) put(draft, entry);
      return;
    case 'starred':
      for (const entry of known(draft, event.ids)) put(draft, { ...entry, favourite: event.favourite });
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
      const { keeps, budget, dropped } = event;
      Object.assign(draft, keeps !== undefined && { keeps }, budget && { budget }, dropped && { dropped });
    }
  }
}

function known({ entries }: Draft, ids: readonly string[]): GalleryEntry[] {
  return ids.flatMap((id) => entries.get(id) ?? []);
}

/** One that is there keeps its place. */
function put(draft: Draft, entry: GalleryEntry): void {
  draft.bytes += entry.bytes - (draft.entries.get(entry.id)?.bytes ?? 0);
  draft.entries.set(entry.id, entry);
}

function take(draft: Draft, ids: readonly string[]): GalleryEntry[] {
  const taken = known(draft, ids);
  for (const { id, bytes } of taken) {
    draft.entries.delete(id);
    draft.bytes -= bytes;
  }
  return taken;
}

/** Among the others by their age; what was made again meanwhile stays as it is. */
function restore(draft: Draft, removal: string): void {
  const back = (draft.removed.get(removal) ?? []).filter(({ id }) => !draft.entries.has(id));
  draft.removed.delete(removal);
  for (const entry of back) put(draft, entry);
  draft.entries = new Map([...draft.entries].sort(([, one], [, other]) => one.time - other.time));
}

/** What has to go to stay within the budget: the oldest first, favourites last, and the newest of all never. */
export function beyondBudget({ entries, bytes, budget }: GalleryState): string[] {
  let [excess, count] = [bytes - budget, entries.size - MOST_ENTRIES];
  if (excess <= 0 && count <= 0) return [];
  const all = [...entries.values()].slice(0, -1);
  const inOrder = [...all.filter(({ favourite }) => !favourite), ...all.filter(({ favourite }) => favourite)];
  const beyond: string[] = [];
  for (const entry of inOrder) {
    if (excess <= 0 && count <= 0) break;
    beyond.push(entry.id);
    excess -= entry.bytes;
    count--;
  }
  return beyond;
}

/** The events that give the gallery again as it is, but for what was deleted. */
export function summaryOf({ entries, keeps, budget, dropped }: GalleryState): GalleryEvent[] {
  return [
    { type: 'set', keeps, budget, dropped },
    ...[...entries.values()].map((entry): GalleryEvent => ({ type: 'added', entries: [entry] })),
  ];
}
