import { findPort } from './port.ts';
import type { NodeRegistry } from './registry.ts';
import type { PortType } from './values.ts';
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
    pending.push(...next(id));
  }
  return found;
}

/**
 * The type that leaves an output. A port of type `any` (a reroute) has the type of what flows into its node; `any`
 * when nothing does, undefined when there is no such port.
 */
export function outputType(wiring: Wiring, registry: NodeRegistry, end: LinkEnd): PortType | undefined {
  const seen = new Set<string>();
  let current: LinkEnd | undefined = end;
  while (current && !seen.has(current.node)) {
    seen.add(current.node);
    const definition = registry.get(wiring.nodes.get(current.node)?.type ?? '');
    const type: PortType | undefined = definition && findPort(definition.outputs, current.port)?.type;
    if (type !== 'any') return type;
    current = wiring.into.get(current.node)?.values().next().value;
  }
  return 'any';
}

/** What a bypassed node passes to an output: the end wired to its first input of the same type. */
export function throughBypass(wiring: Wiring, registry: NodeRegistry, end: LinkEnd): LinkEnd | undefined {
  const seen = new Set<string>();
  let current: LinkEnd | undefined = end;
  while (current && wiring.nodes.get(current.node)?.mode === 'bypass') {
    if (seen.has(current.node)) return undefined;
    seen.add(current.node);
    const { node, port }: LinkEnd = current;
    const definition = registry.get(wiring.nodes.get(node)?.type ?? '');
    const type: PortType | undefined = definition && findPort(definition.outputs, port)?.type;
    const wired: [string, LinkEnd][] = [...(wiring.into.get(node) ?? [])];
    const inputs = Object.keys(definition?.inputs ?? {});
    wired.sort(([a], [b]) => inputs.indexOf(a.split('.')[0] ?? '') - inputs.indexOf(b.split('.')[0] ?? ''));
    current = wired.find(([name]) => definition && findPort(definition.inputs, name)?.type === type)?.[1];
  }
  return current;
}
