import { type LinkEnd, parseLinkEnd } from './workflow/link.ts';
import type { Workflow, WorkflowNode } from './workflow/schema.ts';

/** A workflow indexed for questions about its wires. */
export interface Wiring {
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  /** By node, then by input port as written in the link. */
  readonly into: ReadonlyMap<string, ReadonlyMap<string, LinkEnd>>;
  /** By node: the nodes that its outputs reach. */
  readonly outOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Links that point nowhere are left out; `validate` names them. */
export function wiringOf(workflow: Workflow): Wiring {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const into = new Map<string, Map<string, LinkEnd>>();
  const outOf = new Map<string, Set<string>>();
  for (const link of workflow.links) {
    const from = parseLinkEnd(link.from);
    const to = parseLinkEnd(link.to);
    if (!from || !to || !nodes.has(from.node) || !nodes.has(to.node)) continue;
    entry(into, to.node, () => new Map<string, LinkEnd>()).set(to.port, from);
    entry(outOf, from.node, () => new Set<string>()).add(to.node);
  }
  return { nodes, into, outOf };
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** The nodes that `targets` need, themselves included. */
export function ancestors(wiring: Wiring, targets: Iterable<string>): Set<string> {
  return closure(targets, (id) => [...(wiring.into.get(id)?.values() ?? [])].map((end) => end.node));
}

/** The nodes that hang on `sources`, themselves included. */
export function descendants(wiring: Wiring, sources: Iterable<string>): Set<string> {
  return closure(sources, (id) => wiring.outOf.get(id) ?? []);
}

function closure(start: Iterable<string>, next: (id: string) => Iterable<string>): Set<string> {
  const found = new Set<string>();
  const pending = [...start];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const each of next(id)) pending.push(each);
  }
  return found;
}
