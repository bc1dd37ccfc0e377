import type { GalleryEntry } from './entry.ts';

/** Which pictures are looked for. */
export interface GalleryQuery {
  /** Words that all of them have in prompt, name of the workflow, title of the node or seed; whatever their case. */
  readonly text: string;
  /** Of the workflow; null for all. */
  readonly name: string | null;
  /** Favourites alone. */
  readonly favourites: boolean;
  /** Not made before, and before (milliseconds since 1970); null without a limit. */
  readonly since: number | null;
  readonly before: number | null;
}

export const everything: GalleryQuery = { text: '', name: null, favourites: false, since: null, before: null };

/** A workflow that pictures came from. */
export interface PicturedWorkflow {
  readonly name: string;
  readonly count: number;
}

/** Those that a query means, in the order that they have. */
export function findEntries(entries: readonly GalleryEntry[], query: GalleryQuery): readonly GalleryEntry[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = [
    query.favourites && ((entry: GalleryEntry) => entry.favourite),
    query.name !== null && ((entry: GalleryEntry) => entry.name === query.name),
    query.since !== null && ((entry: GalleryEntry) => entry.time >= (query.since ?? 0)),
    query.before !== null && ((entry: GalleryEntry) => entry.time < (query.before ?? 0)),
    words.length > 0 && ((entry: GalleryEntry) => words.every((word) => textOf(entry).includes(word))),
  ].filter((test) => test !== false);
  return tests.length === 0 ? entries : entries.filter((entry) => tests.every((test) => test(entry)));
}

const texts = new WeakMap<GalleryEntry, string>();

/** What is searched, made once for each. */
function textOf(entry: GalleryEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const seeds = Object.values(entry.seeds).map((seed) => `seed ${seed}`);
  const text = [entry.prompt, entry.name, entry.title, ...seeds].join('\n').toLowerCase();
  texts.set(entry, text);
  return text;
}

/** The workflows of entries, that of the first of them first. */
export function workflowsOf(entries: Iterable<GalleryEntry>): PicturedWorkflow[] {
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count }));
}
