import type { ForeignGroup, ForeignNode } from './foreignGraph.ts';
import { idOf, isRecord, type Json, recordsIn, textOf } from './reading.ts';
import { readGroup, readNode } from './readNode.ts';

/** A wire between two nodes of one sheet, by their ids there. */
export interface SheetLink {
  readonly id: string;
  readonly from: { readonly node: string; readonly slot: number };
  readonly to: { readonly node: string; readonly slot: number };
}

/** The nodes of a workflow, or of a subgraph, as they stand together. */
export interface Sheet {
  readonly nodes: readonly ForeignNode[];
  readonly links: readonly SheetLink[];
  readonly groups: readonly ForeignGroup[];
}

/** What a subgraph shows to the outside. */
export interface Subgraph extends Sheet {
  readonly id: string;
  readonly name: string;
  readonly inputs: readonly { readonly name: string }[];
  readonly outputs: readonly string[];
}

/** Where the wires of a subgraph that lead outside begin and end. */
export const INSIDE_INPUTS = '-10';
export const INSIDE_OUTPUTS = '-20';

/** Links are lists in version 0.4 and objects in 1.0 and in subgraphs. */
export function readSheet(source: Json): Sheet {
  const links = Array.isArray(source.links) ? source.links : [];
  return {
    nodes: recordsIn(source.nodes).flatMap((node) => readNode(node) ?? []),
    links: links.flatMap((link) => readLink(link) ?? []),
    groups: recordsIn(source.groups).flatMap((group) => readGroup(group) ?? []),
  };
}

function readLink(source: unknown): SheetLink | undefined {
  const [link, from, fromSlot, to, toSlot] = Array.isArray(source)
    ? source
    : isRecord(source)
      ? [source.id, source.origin_id, source.origin_slot, source.target_id, source.target_slot]
      : [];
  const [start, end] = [idOf(from), idOf(to)];
  const [first, last] = [Number(fromSlot), Number(toSlot)];
  if (start === undefined || end === undefined || !Number.isInteger(first) || !Number.isInteger(last)) return undefined;
  return { id: idOf(link) ?? '', from: { node: start, slot: first }, to: { node: end, slot: last } };
}

export function readSubgraph(source: Json): Subgraph | undefined {
  const id = idOf(source.id);
  if (id === undefined) return undefined;
  return {
    ...readSheet(source),
    id,
    name: textOf(source.name) ?? 'Subgraph',
    inputs: recordsIn(source.inputs).map(({ name }) => ({ name: textOf(name) ?? '' })),
    outputs: recordsIn(source.outputs).map(({ name }) => textOf(name) ?? ''),
  };
}
