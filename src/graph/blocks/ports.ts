import { MOST_PORTS } from '../workflow/counts.ts';
import { parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowBlock } from '../workflow/schema.ts';
import { type BlockTree, treeOf } from './tree.ts';

export interface BlockInput {
  readonly name: string;
  /** The ends inside that it feeds. */
  readonly to: readonly string[];
  /** The output outside that feeds them all; undefined while there is no wire. */
  readonly from: string | undefined;
}

export interface BlockOutput {
  readonly name: string;
  /** The output inside that it gives. */
  readonly from: string;
}

export interface BlockParameter {
  readonly name: string;
  readonly target: string;
}

/** What a block has towards the outside. */
export interface BlockPorts {
  readonly inputs: readonly BlockInput[];
  readonly outputs: readonly BlockOutput[];
  readonly parameters: readonly BlockParameter[];
}

/** `name`, or the first of `name_2`, `name_3`, ... that is free. */
export function freeName(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}

/** Gives names as `freeName` does, one after the other; thousands of one wish too, so it remembers how far it has counted. */
export function distinctNames(taken: Iterable<string>): (wish: string) => string {
  const names = new Set(taken);
  const counted = new Map<string, number>();
  return (wish) => {
    let name = wish;
    let number = counted.get(wish) ?? 1;
    while (names.has(name)) name = `${wish}_${++number}`;
    counted.set(wish, number);
    names.add(name);
    return name;
  };
}

/** The port at the edge of an open block that becomes a new one when something is wired to it. */
export const NEW_PORT = '+';

/** A name that ports may have, with room for a number; empty for none. Ends of wires are split at dots. */
export function portNameOf(text: string): string {
  const name = text.replaceAll('.', ' ').replace(/\s+/g, ' ').trim().slice(0, 90);
  return name === NEW_PORT || name === '__proto__' ? '' : name;
}

/** "denoise.latents" as "latents"; a place of a repeated input by the input's name. */
export function nameOfEnd(end: string): string {
  return portNameOf(parseLinkEnd(end)?.port.split('.')[0] ?? '') || 'value';
}

const nodeOf = (end: string) => parseLinkEnd(end)?.node ?? '';

/** What crosses the edges of blocks. */
interface Crossings {
  /** By block: what feeds an end inside it, from outside or, where nothing is wired, from an input of a block around it. */
  readonly into: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By block: outputs of nodes inside that are wired to something outside. */
  readonly outOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ends that have a wire. */
  readonly wired: ReadonlySet<string>;
}

function crossingsOf(workflow: Workflow, tree: BlockTree): Crossings {
  const into = new Map<string, Map<string, string>>();
  const outOf = new Map<string, Set<string>>();
  const wired = new Set<string>();
  for (const { from, to } of workflow.links) {
    wired.add(to);
    const before = tree.around(nodeOf(from));
    const after = tree.around(nodeOf(to));
    for (const block of after) if (!before.includes(block)) entry(into, block, () => new Map()).set(to, from);
    for (const block of before) if (!after.includes(block)) entry(outOf, block, () => new Set()).add(from);
  }
  return { into, outOf, wired };
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** What a block around asks of one inside it, so that its own ports lead further in. */
interface Asked {
  readonly inputs: Map<string, { readonly to: string[]; readonly from: string | undefined }>;
  readonly outputs: Set<string>;
}

/**
 * What each block has towards the outside: what it declares, as far as that leads somewhere, and ports of their own for
 * wires that cross its edge without one. Whatever was done to the file, the wires that are seen are those that there are.
 */
export function portsOf(workflow: Workflow, tree: BlockTree = treeOf(workflow)): ReadonlyMap<string, BlockPorts> {
  const known = found.get(workflow.links);
  if (known && samePlaces(known.workflow, workflow)) return known.ports;
  const ports = findPorts(workflow, tree);
  found.set(workflow.links, { workflow, ports });
  return ports;
}

/** What was found last by wires: moving nodes changes nothing of it, and is done many times a second. */
const found = new WeakMap<
  Workflow['links'],
  { readonly workflow: Workflow; readonly ports: ReadonlyMap<string, BlockPorts> }
>();

/** Whether the same nodes lie in the same blocks, which declare the same. */
function samePlaces(one: Workflow, other: Workflow): boolean {
  const [blocks = [], others = []] = [one.blocks, other.blocks];
  return (
    one.nodes.length === other.nodes.length &&
    blocks.length === others.length &&
    one.nodes.every((node, index) => {
      const twin = other.nodes[index];
      return node === twin || (node.id === twin?.id && node.block === twin.block);
    }) &&
    blocks.every((block, index) => {
      const twin = others[index];
      if (block === twin) return true;
      const keys = ['id', 'block', 'inputs', 'outputs', 'parameters'] as const;
      return keys.every((key) => block[key] === twin?.[key]);
    })
  );
}

function findPorts(workflow: Workflow, tree: BlockTree): ReadonlyMap<string, BlockPorts> {
  const crossings = crossingsOf(workflow, tree);
  const ports = new Map<string, BlockPorts>();
  const asked = new Map<string, Asked>();
  const outermostFirst = [...tree.blocks.values()].sort((a, b) => tree.around(a.id).length - tree.around(b.id).length);
  for (const block of outermostFirst) {
    const inside = (end: string) => tree.around(nodeOf(end)).includes(block.id);
    const own = {
      inputs: inputsOf(block, inside, crossings, asked.get(block.id)),
      outputs: outputsOf(block, inside, crossings, asked.get(block.id)),
      parameters: block.parameters.filter(({ target }) => inside(target)),
    };
    ports.set(block.id, own);
    ask(asked, block.id, own, tree);
  }
  return ports;
}

/** Asks the blocks right inside a block for what its ports need of them. */
function ask(asked: Map<string, Asked>, block: string, { inputs, outputs }: BlockPorts, tree: BlockTree): void {
  const childOf = (end: string): Asked | undefined => {
    const chain = tree.around(nodeOf(end));
    const child = chain[chain.indexOf(block) - 1];
    return child === undefined ? undefined : entry(asked, child, () => ({ inputs: new Map(), outputs: new Set() }));
  };
  for (const { name, to, from } of inputs) {
    for (const end of to) {
      const child = childOf(end);
      if (child) entry(child.inputs, name, () => ({ to: [] as string[], from })).to.push(end);
    }
  }
  for (const { from } of outputs) childOf(from)?.outputs.add(from);
}

function inputsOf(
  block: WorkflowBlock,
  inside: (end: string) => boolean,
  { into, wired }: Crossings,
  asked: Asked | undefined,
): BlockInput[] {
  const feeds = into.get(block.id) ?? new Map<string, string>();
  const claimed = new Set<string>();
  const open = (end: string) => !claimed.has(end) && inside(end) && (feeds.has(end) || !wired.has(end));
  const inputs = block.inputs.flatMap(({ name, to }): BlockInput[] => {
    const ends = [...new Set(to)].filter(open);
    const from = ends.map((end) => feeds.get(end)).find((source) => source !== undefined);
    const fed = ends.filter((end) => feeds.get(end) === from);
    for (const end of fed) claimed.add(end);
    return fed.length === 0 ? [] : [{ name, to: fed, from }];
  });
  const nameFor = distinctNames([...inputs, ...block.parameters].map(({ name }) => name));
  const add = (to: readonly string[], from: string | undefined, wish: string) => {
    for (const end of to) claimed.add(end);
    inputs.push({ name: nameFor(wish), to, from });
  };
  for (const [from, to] of bySource(feeds, claimed)) add(to, from, nameOfEnd(to[0] ?? ''));
  for (const [name, { to, from }] of asked?.inputs ?? []) {
    const missing = to.filter(open);
    if (missing.length > 0) add(missing, from, name);
  }
  return inputs;
}

function bySource(feeds: ReadonlyMap<string, string>, claimed: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [to, from] of feeds) if (!claimed.has(to)) entry(groups, from, () => []).push(to);
  return groups;
}

function outputsOf(
  block: WorkflowBlock,
  inside: (end: string) => boolean,
  { outOf }: Crossings,
  asked: Asked | undefined,
): BlockOutput[] {
  const claimed = new Set<string>();
  const outputs = block.outputs.flatMap(({ name, from }): BlockOutput[] => {
    if (claimed.has(from) || !inside(from)) return [];
    claimed.add(from);
    return [{ name, from }];
  });
  const nameFor = distinctNames(outputs.map(({ name }) => name));
  const given = [...(outOf.get(block.id) ?? []), ...(asked?.outputs ?? [])];
  for (const from of given.filter(inside)) {
    if (claimed.has(from)) continue;
    claimed.add(from);
    outputs.push({ name: nameFor(nameOfEnd(from)), from });
  }
  return outputs;
}

/** The workflow whose blocks declare the ports that they have: a port outlives the wire that made it. */
export function withPorts(workflow: Workflow): Workflow {
  if (!workflow.blocks || workflow.blocks.length === 0) return workflow;
  const ports = portsOf(workflow);
  if (declaredAll.has(ports)) return workflow;
  let changed = false;
  const blocks = workflow.blocks.map((block) => {
    const own = ports.get(block.id);
    const next = own && {
      inputs: declared(block.inputs, own.inputs, ({ to }) => ({ to: [...to] })),
      outputs: declared(block.outputs, own.outputs, ({ from }) => ({ from })),
      parameters: declared(block.parameters, own.parameters, ({ target }) => ({ target })),
    };
    if (!next || sameText(next, block)) return block;
    changed = true;
    return { ...block, ...next };
  });
  if (!changed) declaredAll.add(ports);
  return changed ? { ...workflow, blocks } : workflow;
}

/** Ports that are as their blocks declare them. */
const declaredAll = new WeakSet<ReadonlyMap<string, BlockPorts>>();

/** As they are saved, with whatever else the file says of those that it has. */
function declared<P extends { readonly name: string }, D extends object>(
  before: readonly (D & { name: string })[],
  ports: readonly P[],
  write: (port: P) => D,
): (D & { name: string })[] {
  const known = new Map(before.map((port) => [port.name, port]));
  return ports.slice(0, MOST_PORTS).map((port) => ({ ...known.get(port.name), name: port.name, ...write(port) }));
}

function sameText(next: Partial<WorkflowBlock>, block: WorkflowBlock): boolean {
  return Object.entries(next).every(([key, value]) => JSON.stringify(value) === JSON.stringify(block[key]));
}
