import { findPort, type Ports } from './port.ts';
import type { NodeEntry, NodeRegistry } from './registry.ts';
import type { PortType } from './values.ts';
import type { Wiring } from './wiring.ts';
import { formatLinkEnd, type LinkEnd } from './workflow/link.ts';

/** What flows in the wires of a workflow. Answers are kept: to ask for every wire takes one walk over the graph. */
export interface Flow {
  /**
   * The type that leaves an output. A port of type `any` (a reroute) has the type of what flows into the first wired
   * input of type `any`, as the node declares them; `any` when nothing does, undefined when there is no such port.
   */
  typeOf(end: LinkEnd): PortType | undefined;
  /** The output that feeds what is wired to `end`: behind bypassed nodes, what they pass on; undefined for nothing. */
  sourceOf(end: LinkEnd): LinkEnd | undefined;
}

/** What questions about the wires of a workflow need. */
export interface Wires {
  readonly registry: NodeRegistry;
  readonly wiring: Wiring;
  readonly flow: Flow;
}

export function flowOf(wiring: Wiring, registry: NodeRegistry): Flow {
  const entryOf = (id: string) => registry.get(wiring.nodes.get(id)?.type ?? '');
  const typeIn = (entry: NodeEntry | undefined, port: string) => entry && findPort(entry.outputs, port)?.type;
  const passedAsSaid = ({ node, port }: LinkEnd) => {
    const { passes = {} } = wiring.nodes.get(node) ?? {};
    const input = Object.hasOwn(passes, port) ? passes[port] : undefined;
    return input === undefined ? undefined : wiring.into.get(node)?.get(input);
  };
  return {
    typeOf: following<PortType | undefined>('any', (end) => {
      const entry = entryOf(end.node);
      const type = typeIn(entry, end.port);
      const before = entry && type === 'any' ? passedOn(type, entry, wiring.into.get(end.node)) : undefined;
      return before ? { next: before } : { answer: type };
    }),
    sourceOf: following<LinkEnd | undefined>(undefined, (end) => {
      if (wiring.nodes.get(end.node)?.mode !== 'bypass') return { answer: end };
      const entry = entryOf(end.node);
      const before = entry ? passedOn(typeIn(entry, end.port), entry, wiring.into.get(end.node)) : passedAsSaid(end);
      return before ? { next: before } : { answer: undefined };
    }),
  };
}

type Step<A> = { readonly answer: A } | { readonly next: LinkEnd };

/** Follows ends to the one that has the answer, which counts for all on the way; in a ring, `inRing` is the answer. */
function following<A>(inRing: A, step: (end: LinkEnd) => Step<A>): (end: LinkEnd) => A {
  const known = new Map<string, A>();
  return (end) => {
    const way: string[] = [];
    for (let current = end; ; ) {
      const name = formatLinkEnd(current);
      const found: Step<A> = known.has(name) ? { answer: known.get(name) as A } : step(current);
      if ('next' in found) {
        known.set(name, inRing);
        way.push(name);
        current = found.next;
        continue;
      }
      for (const each of [...way, name]) known.set(each, found.answer);
      return found.answer;
    }
  };
}

type Wired = ReadonlyMap<string, LinkEnd>;

/** What is wired to the first input of this type, in the order in which the node declares them. */
function passedOn(type: PortType | undefined, entry: NodeEntry, wired: Wired = new Map()) {
  if (type === undefined) return undefined;
  const fed = inputNames(entry.inputs, type).find((name) => wired.has(name));
  return fed === undefined ? undefined : wired.get(fed);
}

/** As written in links: the wires of a repeated input are numbered. */
function inputNames(inputs: Ports, type: PortType): string[] {
  return Object.entries(inputs)
    .filter(([, port]) => port.type === type)
    .flatMap(([name, { options }]) =>
      options.repeat ? Array.from({ length: options.repeat.max }, (_, index) => `${name}.${index + 1}`) : [name],
    );
}
