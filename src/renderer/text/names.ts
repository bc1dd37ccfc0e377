import type { NodeEntry } from '../../graph/registry.ts';

/** The first sentence of a node's documentation. */
export function firstSentence(docs: string): string {
  return /^.*?[.](?=\s|$)/s.exec(docs.trim())?.[0] ?? docs.trim();
}

export function categoryTitle(entry: Pick<NodeEntry, 'category'>): string {
  const words = entry.category.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
