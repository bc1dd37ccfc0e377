import type { ForeignGraph, ForeignLink, ForeignNode } from '../foreignGraph.ts';

export type Source = ForeignLink['from'];

/** Nodes by id, and where the wires into their inputs come from, by the names of those. */
export interface ForeignWiring {
  readonly nodes: ReadonlyMap<string, ForeignNode>;
  into(node: string): ReadonlyMap<string, Source>;
}

const nothing: ReadonlyMap<string, Source> = new Map();

export function foreignWiring({ nodes, links }: ForeignGraph): ForeignWiring {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inputs = new Map<string, Map<string, Source>>();
  for (const { from, to } of links) {
    const port = byId.get(to.node)?.inputs[to.slot];
    if (!port) continue;
    const known = inputs.get(to.node) ?? new Map<string, Source>();
    inputs.set(to.node, known.set(port.widget ?? port.name, from));
  }
  return { nodes: byId, into: (node) => inputs.get(node) ?? nothing };
}
