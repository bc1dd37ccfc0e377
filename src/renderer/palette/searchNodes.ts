import { words } from '../../graph/labels.ts';
import { findPort } from '../../graph/port.ts';
import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { PortType } from '../../graph/values.ts';
import { bestPort, wireType } from '../app/bestPort.ts';
import type { Editor, WireEnd } from '../state/document/editor.ts';
import { inOrder } from './inOrder.ts';
import { nodesThatGive, nodesThatTake, sourcesOf } from './likelyNodes.ts';
import { wordsOf } from './matchWord.ts';
import { misspelt } from './misspelt.ts';
import { places, rankHit } from './rankHit.ts';

export interface PaletteSection {
  /** Category, or empty for a list that goes by what is likely meant, best first. */
  readonly category: string;
  readonly entries: readonly NodeEntry[];
}

/** The type of port that the query names. */
function typeCalled(query: string, registry: NodeRegistry): PortType | undefined {
  for (const { outputs } of registry.values()) {
    const port = Object.values(outputs).find(({ type }) => words(type).toLowerCase() === query);
    if (port) return port.type;
  }
  return undefined;
}

/** Who asks for a type by its name wants a node that makes it, before those that have it in their names. */
function sourcesFor(query: string, registry: NodeRegistry): readonly NodeEntry[] {
  const type = typeCalled(query, registry);
  return type ? sourcesOf(registry, type) : [];
}

/** Hits among the entries by where the words were found. Long documentation speaks of many things: it counts only where nothing else has them. */
function search(registry: NodeRegistry, entries: readonly NodeEntry[], query: string): readonly NodeEntry[] {
  const wanted = wordsOf(query);
  const sources = sourcesFor(wanted.join(' '), registry);
  const ranks = new Map<NodeEntry, readonly number[]>();
  for (const entry of entries) {
    const rank = rankHit(entry, wanted);
    const source = sources.indexOf(entry);
    if (source >= 0 && rank?.[0] !== places.wholeTitle) ranks.set(entry, [places.source, source]);
    else if (rank) ranks.set(entry, rank);
  }
  const hits = inOrder([...ranks.keys()], (entry) => ranks.get(entry) ?? []);
  const close = hits.filter((entry) => ranks.get(entry)?.[0] !== places.docs);
  if (close.length > 0) return close;
  if (hits.length > 0) return hits;
  return misspelt(registry, query.toLowerCase()).filter((entry) => entries.includes(entry));
}

function byCategory(entries: readonly NodeEntry[]): PaletteSection[] {
  const categories = [...new Set(entries.map((entry) => entry.category))];
  return categories.map((category) => ({ category, entries: entries.filter((entry) => entry.category === category) }));
}

/** What a hanging wire fits, the likeliest first; the user's own last. */
function fitting(
  editor: Pick<Editor, 'registry' | 'workflow'>,
  wire: WireEnd,
  own: readonly NodeEntry[],
): readonly NodeEntry[] {
  const type = wireType(editor, wire);
  if (!type) return [];
  const fits = own.filter((entry) => bestPort(editor, wire, entry) !== undefined);
  if (wire.side === 'output') return [...nodesThatTake(editor.registry, type), ...fits];
  return [...nodesThatGive(editor.registry, type, usuallyBefore(editor, wire)), ...fits];
}

function usuallyBefore(
  { registry, workflow }: Pick<Editor, 'registry' | 'workflow'>,
  wire: WireEnd,
): string | undefined {
  const type = workflow.peek().nodes.find(({ id }) => id === wire.node)?.type ?? '';
  return findPort(registry.get(type)?.inputs ?? {}, wire.port)?.options.usually;
}

/**
 * What the palette lists: all kinds by category, or the hits of a search; with a wire only what it fits.
 * @param own blocks of the user's own
 */
export function searchNodes(
  editor: Pick<Editor, 'registry' | 'workflow'>,
  query: string,
  wire: WireEnd | null = null,
  own: readonly NodeEntry[] = [],
): readonly PaletteSection[] {
  const trimmed = query.trim();
  const offered = wire ? fitting(editor, wire, own) : [...own, ...editor.registry.values()];
  if (trimmed === '') return wire === null ? byCategory(offered) : sectionOf(offered);
  return sectionOf(search(editor.registry, offered, trimmed));
}

function sectionOf(entries: readonly NodeEntry[]): PaletteSection[] {
  return entries.length === 0 ? [] : [{ category: '', entries }];
}
