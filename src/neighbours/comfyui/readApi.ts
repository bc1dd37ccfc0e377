import type { ForeignGraph, ForeignLink, ForeignNode } from './foreignGraph.ts';
import { isRecord, type Json, textOf } from './reading.ts';

/** Whether it is what ComfyUI sends to its server: nodes by their id, each with a class and inputs. */
export function isApiFormat(value: unknown): value is Json {
  if (!isRecord(value)) return false;
  const nodes = Object.values(value);
  return nodes.length > 0 && nodes.some(isApiNode);
}

function isApiNode(value: unknown): value is Json {
  return isRecord(value) && typeof value.class_type === 'string' && isRecord(value.inputs);
}

/** Where a wire comes from: a node and the number of its output. */
function wireOf(value: unknown): ForeignLink['from'] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [node, slot] = value;
  const named = typeof node === 'string' || typeof node === 'number';
  return named && Number.isInteger(slot) ? { node: String(node), slot } : undefined;
}

/** Nodes have no places in this format: they stand in columns by how far they are from the start. */
export function readApi(file: Json): ForeignGraph {
  const sources = Object.entries(file).filter((entry): entry is [string, Json] => isApiNode(entry[1]));
  const known = new Set(sources.map(([id]) => id));
  const links: ForeignLink[] = [];
  const read = sources.map(([id, source]) => {
    const entries = Object.entries(source.inputs as Json);
    const wired = entries.filter(([, value]) => known.has(wireOf(value)?.node ?? ''));
    wired.forEach(([, value], slot) => {
      links.push({ from: wireOf(value) as ForeignLink['from'], to: { node: id, slot } });
    });
    const names = new Set(wired.map(([name]) => name));
    return { id, source, inputs: [...names], values: Object.fromEntries(entries.filter(([name]) => !names.has(name))) };
  });
  const places = placesOf(
    read.map(({ id }) => id),
    links,
  );
  const rest = Object.fromEntries(Object.entries(file).filter(([id]) => !known.has(id)));
  const nodes = read.map(({ id, source, inputs, values }): ForeignNode => {
    const title = isRecord(source._meta) ? textOf(source._meta.title) : undefined;
    return {
      id,
      type: source.class_type as string,
      ...(title !== undefined && title !== source.class_type && { title }),
      position: places.get(id) ?? [0, 0],
      collapsed: false,
      mode: 'on',
      inputs: inputs.map((name) => ({ name })),
      outputs: [],
      values,
      given: {},
      source,
    };
  });
  return { format: 'ComfyUI workflow in API format', nodes, links, groups: [], rest, remarks: [] };
}

const COLUMN = 340;
const ROW = 380;

function placesOf(ids: readonly string[], links: readonly ForeignLink[]): Map<string, [number, number]> {
  const column = columnsOf(ids, links);
  const rows = new Map<number, number>();
  return new Map(
    ids.map((id) => {
      const x = column.get(id) ?? 0;
      const row = rows.get(x) ?? 0;
      rows.set(x, row + 1);
      return [id, [x * COLUMN, row * ROW]];
    }),
  );
}

/** How many nodes lie before each at most; what lies on a cycle counts as if nothing did. */
function columnsOf(ids: readonly string[], links: readonly ForeignLink[]): Map<string, number> {
  const waiting = new Map(ids.map((id) => [id, 0]));
  const after = new Map<string, string[]>();
  for (const { from, to } of links) {
    waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1);
    const next = after.get(from.node);
    if (next) next.push(to.node);
    else after.set(from.node, [to.node]);
  }
  const column = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const next of after.get(id) ?? []) {
      column.set(next, Math.max(column.get(next) ?? 0, (column.get(id) ?? 0) + 1));
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  return column;
}
