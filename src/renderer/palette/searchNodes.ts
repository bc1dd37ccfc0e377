import Fuse from 'fuse.js';
import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { Editor, WireEnd } from '../state/editor.ts';
import { bestPort } from './bestPort.ts';

export interface PaletteSection {
  /** Category, or empty for the hits of a search, best first. */
  readonly category: string;
  readonly entries: readonly NodeEntry[];
}

const indexes = new WeakMap<NodeRegistry, Fuse<NodeEntry>>();

function indexOf(registry: NodeRegistry): Fuse<NodeEntry> {
  const known = indexes.get(registry);
  if (known) return known;
  const fuse = new Fuse([...registry.values()], {
    keys: [
      { name: 'title', weight: 12 },
      { name: 'type', weight: 8 },
      { name: 'keywords', weight: 8 },
      { name: 'category', weight: 2 },
      { name: 'docs', weight: 0.5 },
    ],
    threshold: 0.34,
    ignoreLocation: true,
    ignoreFieldNorm: true,
    includeScore: true,
  });
  indexes.set(registry, fuse);
  return fuse;
}

/** Four letters or more: whether a word of the title begins with the first letter and holds the others in this order: "dcode" in "decode". */
function runsThrough(query: string, title: string): boolean {
  if (query.length < 4) return false;
  return title.split(/[\s-]+/).some((word) => {
    let at = -1;
    return (
      word[0] === query[0] &&
      [...query].every((letter) => {
        at = word.indexOf(letter, at + 1);
        return at >= 0;
      })
    );
  });
}

/** Lower is better: a title that begins with the words, then one that holds them, then a keyword, then its letters. */
function place(entry: NodeEntry, query: string, score: number): number {
  const title = entry.title.toLowerCase();
  if (title === query) return -3;
  if (title.startsWith(query) || entry.type.startsWith(query)) return -2 + title.length / 1000;
  if (title.includes(query)) return -1 + title.length / 1000;
  if (entry.keywords?.includes(query)) return -0.75 + score / 1000;
  return runsThrough(query, title) ? title.length / 1000 - 0.5 : score;
}

function search(registry: NodeRegistry, query: string): readonly NodeEntry[] {
  const words = query.toLowerCase();
  return indexOf(registry)
    .search(query)
    .map(({ item, score = 1 }) => ({ item, place: place(item, words, score) }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function byCategory(entries: readonly NodeEntry[]): PaletteSection[] {
  const categories = [...new Set(entries.map((entry) => entry.category))];
  return categories.map((category) => ({ category, entries: entries.filter((entry) => entry.category === category) }));
}

/** What the palette lists: all kinds by category, or the hits of a search; with a wire only what it fits. */
export function searchNodes(
  editor: Pick<Editor, 'registry' | 'workflow'>,
  query: string,
  wire: WireEnd | null = null,
): readonly PaletteSection[] {
  const trimmed = query.trim();
  const found = trimmed === '' ? [...editor.registry.values()] : search(editor.registry, trimmed);
  const fitting = wire ? found.filter((entry) => bestPort(editor, wire, entry) !== undefined) : found;
  if (fitting.length === 0) return [];
  return trimmed === '' ? byCategory(fitting) : [{ category: '', entries: fitting }];
}
