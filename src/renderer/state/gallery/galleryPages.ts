import { type ReadonlySignal, signal } from '@preact/signals';
import type { GalleryEntry } from '../../../gallery/entry.ts';
import type { GalleryPage } from '../../../protocol/galleryCalls.ts';

/** A long list of which the parts are fetched that are looked at. */
export interface GalleryPages {
  /** How many there are in all; null until that is known. */
  readonly total: ReadonlySignal<number | null>;
  /** Those that are here, by their places. */
  readonly loaded: ReadonlySignal<ReadonlyMap<number, GalleryEntry>>;
  /** Whether something that was looked at could not be fetched. */
  readonly failed: ReadonlySignal<boolean>;
  /** Fetches that again. */
  retry(): void;
  /** The places that are looked at, up to and without the last; null while nobody looks. */
  want(places: readonly [first: number, last: number] | null): void;
  /** The list is another one: what is shown stays until the new parts are here. */
  refresh(): void;
}

/** Entries that are fetched at once. */
const PAGE = 100;

export function createGalleryPages(
  fetchPage: (from: number, count: number) => Promise<GalleryPage>,
  report: (thrown: unknown) => void,
): GalleryPages {
  const total = signal<number | null>(null);
  const loaded = signal<ReadonlyMap<number, GalleryEntry>>(new Map());
  const failed = signal(false);
  const requested = new Set<number>();
  let wanted: readonly [number, number] | null = null;
  let list = 0;
  let isStale = true;

  const load = async (page: number): Promise<void> => {
    const own = list;
    requested.add(page);
    failed.value = false;
    try {
      const { total: count, entries } = await fetchPage(page * PAGE, PAGE);
      if (own !== list) return;
      const news = entries.map((entry, at) => [page * PAGE + at, entry] as const);
      loaded.value = new Map([...(isStale ? [] : loaded.peek()), ...news]);
      isStale = false;
      total.value = count;
    } catch (thrown) {
      if (own !== list) return;
      requested.delete(page);
      failed.value = true;
      report(thrown);
    }
  };
  const loadWanted = (): void => {
    if (!wanted) return;
    const [first, last] = wanted;
    for (let page = Math.floor(first / PAGE); page * PAGE < Math.max(last, first + 1); page++) {
      if (!requested.has(page)) void load(page);
    }
  };
  return {
    total,
    loaded,
    failed,
    retry: loadWanted,
    want(places) {
      wanted = places;
      loadWanted();
    },
    refresh() {
      list++;
      isStale = true;
      requested.clear();
      loadWanted();
    },
  };
}
