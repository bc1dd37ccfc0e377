import Fuse from 'fuse.js';
import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import { wordsOf } from './matchWord.ts';

const indexes = new WeakMap<NodeRegistry, Fuse<NodeEntry>>();

function indexOf(registry: NodeRegistry): Fuse<NodeEntry> {
  const known = indexes.get(registry);
  if (known) return known;
  const fuse = new Fuse([...registry.values()], {
    keys: [
      { name: 'title', weight: 3 },
      { name: 'keywords', weight: 1 },
    ],
    threshold: 0.34,
    ignoreLocation: true,
  });
  indexes.set(registry, fuse);
  return fuse;
}

/** Whether a word of the title begins with the first letter and holds the others in this order: "dcode" in "decode". */
function runsThrough(query: string, title: string): boolean {
  return wordsOf(title).some((word) => {
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

/** Four letters or more, whose spelling nothing has: nodes whose names are near, those that lack letters only first. */
export function misspelt(registry: NodeRegistry, query: string): readonly NodeEntry[] {
  if (query.length < 4) return [];
  const lacking = [...registry.values()].filter((entry) => runsThrough(query, entry.title));
  const near = indexOf(registry)
    .search(query)
    .map(({ item }) => item);
  return [...new Set([...lacking, ...near])];
}
