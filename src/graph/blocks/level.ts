import { z } from 'zod';
import { flowOf } from '../flow.ts';
import { port } from '../port.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import { wiringOf } from '../wiring.ts';
import { formatLinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowBlock, WorkflowLink, WorkflowNode } from '../workflow/schema.ts';
import { blockParameters } from './blockParameters.ts';
import { BLOCKS, blockEntry, type Inside, inputPort, outputPort } from './entry.ts';
import { type BlockPorts, NEW_PORT, portsOf } from './ports.ts';
import { type BlockTree, treeOf } from './tree.ts';

/** Nodes that stand for the edges of the open block. No file holds them: ids in files have no such sign. */
export const INPUTS = '$inputs';
export const OUTPUTS = '$outputs';

export const isEdge = (id: string) => id === INPUTS || id === OUTPUTS;

export interface Looking {
  /** The block that is open; null at the top. */
  readonly open: string | null;
  /** Where the window looks within it. */
  readonly viewport?: Workflow['viewport'];
}

/**
 * One level of a workflow as a workflow of its own: the nodes that lie in the open block, each block among them as one
 * node, and the edges of the open block as nodes. Every edit of plain workflows works on it; `putLevel` takes it back.
 */
export interface Level {
  readonly root: Workflow;
  readonly open: string | null;
  readonly workflow: Workflow;
  /** Knows the blocks and edges of this level too. Goes through the kinds of node that there are without them. */
  readonly registry: NodeRegistry;
  readonly ports: ReadonlyMap<string, BlockPorts>;
  readonly tree: BlockTree;
  /** Wires that are not in the file as they are seen, by their ends. */
  readonly derived: ReadonlyMap<string, WorkflowLink>;
}

class WithBlocks extends Map<string, NodeEntry> {
  readonly #own: ReadonlyMap<string, NodeEntry>;

  constructor(registry: NodeRegistry, own: ReadonlyMap<string, NodeEntry>) {
    super(registry);
    this.#own = own;
  }

  override get(type: string): NodeEntry | undefined {
    return this.#own.get(type) ?? super.get(type);
  }
}

/** @param last the level that was shown before: what is equal is taken from it, so that views of it see what changed. */
export function levelOf(root: Workflow, registry: NodeRegistry, looking: Looking, last?: Level): Level {
  if (!root.blocks || root.blocks.length === 0) {
    return { root, open: null, workflow: root, registry, ports: new Map(), tree: treeOf(root), derived: new Map() };
  }
  const tree = treeOf(root);
  const open = looking.open !== null && tree.blocks.has(looking.open) ? looking.open : null;
  const ports = portsOf(root, tree);
  const seen = seenFrom(root, open, tree, ports);
  const { nodes, entries } = shownNodes(root, open, { tree, ports, registry }, last);
  const { links, derived } = shownLinks(root, open, ports, seen, last?.derived);
  const groups = root.groups.filter(
    ({ block }) => (block !== undefined && tree.blocks.has(block) ? block : null) === open,
  );
  const before = last?.workflow;
  const workflow: Workflow = {
    ...root,
    nodes: kept(nodes, before?.nodes),
    links: kept(links, before?.links),
    groups: kept(groups, before?.groups),
    openBlock: open,
    elsewhere: kept(elsewhere(root, nodes), before?.elsewhere as readonly string[] | undefined),
    ...(open !== null && { viewport: looking.viewport }),
  };
  return { root, open, workflow, registry: new WithBlocks(registry, entries), ports, tree, derived };
}

/** The earlier list where the new one holds the same. */
function kept<T>(list: T[], before: readonly T[] | undefined): T[] {
  const same = before?.length === list.length && list.every((each, index) => each === before[index]);
  return same ? (before as T[]) : list;
}

/** Ids that are taken by what is not seen. */
function elsewhere(root: Workflow, nodes: readonly WorkflowNode[]): string[] {
  const shown = new Set(nodes.map(({ id }) => id));
  return [...root.nodes, ...(root.blocks ?? [])].map(({ id }) => id).filter((id) => !shown.has(id));
}

interface Shown {
  readonly nodes: WorkflowNode[];
  /** By type. */
  readonly entries: ReadonlyMap<string, NodeEntry>;
}

interface Context {
  readonly tree: BlockTree;
  readonly ports: ReadonlyMap<string, BlockPorts>;
  readonly registry: NodeRegistry;
}

/** What a node that stands for a block, or for an edge, was described by. */
const described = new WeakMap<
  WorkflowNode,
  { readonly entry: NodeEntry; readonly node: string; readonly of: string }
>();

function shownNodes(root: Workflow, open: string | null, { tree, ports, registry }: Context, last?: Level): Shown {
  const wiring = wiringOf(root);
  const inside: Inside = { nodes: wiring.nodes, registry, flow: flowOf(wiring, registry) };
  const members = membersByBlock(root, tree);
  const before = new Map(last?.workflow.nodes.map((node) => [node.id, node]));
  const entries = new Map<string, NodeEntry>();
  const nodes = root.nodes.filter(({ id }) => tree.parentOf(id) === open);
  const add = (made: WorkflowNode, entryMade: NodeEntry) => {
    const [node, of] = [JSON.stringify(made), signature(entryMade)];
    const known = before.get(made.id);
    const last = known && described.get(known);
    const entry = last?.of === of ? last.entry : entryMade;
    const shown = known && last?.of === of && last.node === node ? known : made;
    described.set(shown, { entry, node, of });
    entries.set(shown.type, entry);
    nodes.push(shown);
  };
  for (const block of tree.blocks.values()) {
    if (tree.parentOf(block.id) !== open) continue;
    const own = ports.get(block.id) as BlockPorts;
    const within = members.get(block.id) ?? [];
    add(nodeOfBlock(block, own, within, inside), blockEntry(block, own, within, inside));
  }
  const block = open === null ? undefined : tree.blocks.get(open);
  if (block) {
    const own = ports.get(block.id) as BlockPorts;
    for (const [node, entry] of edgesOf(block, own, nodes, inside)) add(node, entry);
  }
  return { nodes, entries };
}

/** What of an entry is seen. */
function signature({ title, docs, inputs, outputs, parameters, preview }: NodeEntry): string {
  const shown = Object.entries(parameters.shape).map(([name, schema]) => [name, schema.meta(), schema.type]);
  return JSON.stringify([title, docs, inputs, outputs, shown, preview]);
}

function membersByBlock(root: Workflow, tree: BlockTree): ReadonlyMap<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { id } of root.nodes) {
    for (const block of tree.around(id)) {
      const known = members.get(block);
      if (known) known.push(id);
      else members.set(block, [id]);
    }
  }
  return members;
}

function nodeOfBlock(
  block: WorkflowBlock,
  ports: BlockPorts,
  members: readonly string[],
  inside: Inside,
): WorkflowNode {
  const modes = new Set(members.map((id) => inside.nodes.get(id)?.mode));
  const [mode = 'on', ...others] = modes;
  return {
    id: block.id,
    type: `block:${block.id}`,
    version: 1,
    position: block.position,
    ...(block.title !== '' && { title: block.title }),
    ...(block.size && { size: block.size }),
    ...(block.collapsed !== undefined && { collapsed: block.collapsed }),
    mode: others.length === 0 ? mode : 'on',
    parameters: blockParameters(ports, inside.nodes),
  };
}

/** Between the edges and what lies in a block. */
const EDGE_GAP = 80;
const EDGE_WIDTH = 140;

function edgesOf(
  block: WorkflowBlock,
  { inputs, outputs }: BlockPorts,
  nodes: readonly WorkflowNode[],
  inside: Inside,
): [WorkflowNode, NodeEntry][] {
  const left = Math.min(...nodes.map(({ position }) => position[0]));
  const right = Math.max(...nodes.map(({ position, size }) => position[0] + (size?.[0] ?? 220)));
  const top = Math.min(...nodes.map(({ position }) => position[1]));
  const [x, y] = nodes.length === 0 ? [0, 0] : [left - EDGE_GAP - EDGE_WIDTH, top];
  const further = nodes.length === 0 ? 300 : right + EDGE_GAP;
  const added = port('any', 'Wire something here: it becomes a port of the block.', { optional: true });
  const common = { version: 1, mode: 'on', parameters: {}, size: [EDGE_WIDTH, 0] } satisfies Partial<WorkflowNode>;
  return [
    [
      { ...common, id: INPUTS, type: `block-inputs:${block.id}`, position: block.inputsPosition ?? [x, y] },
      edgeEntry(`block-inputs:${block.id}`, 'Inputs', 'What comes into the block.', {
        outputs: Object.fromEntries([
          ...inputs.map(({ name, to }) => [name, inputPort(to, inside)]),
          [NEW_PORT, added],
        ]),
      }),
    ],
    [
      { ...common, id: OUTPUTS, type: `block-outputs:${block.id}`, position: block.outputsPosition ?? [further, y] },
      edgeEntry(`block-outputs:${block.id}`, 'Outputs', 'What the block gives.', {
        inputs: Object.fromEntries([
          ...outputs.map(({ name, from }) => {
            const { type, description } = outputPort(from, inside);
            return [name, port(type, description, { optional: true })];
          }),
          [NEW_PORT, added],
        ]),
      }),
    ],
  ];
}

function edgeEntry(
  type: string,
  title: string,
  docs: string,
  ports: Partial<Pick<NodeEntry, 'inputs' | 'outputs'>>,
): NodeEntry {
  return {
    type,
    title,
    docs,
    version: 1,
    migrations: [],
    category: BLOCKS,
    inputs: {},
    outputs: {},
    ...ports,
    parameters: z.object({}),
    examples: [],
    compute: () => Promise.reject(new Error('the edge of a block is never computed')),
  };
}

/** How ends of wires are seen from a level; undefined for what lies outside of it. */
interface Seen {
  output(end: string): string | undefined;
  input(end: string): string | undefined;
}

function seenFrom(root: Workflow, open: string | null, tree: BlockTree, ports: ReadonlyMap<string, BlockPorts>): Seen {
  const known = new Set(root.nodes.map(({ id }) => id));
  const names = new Map<string, { inputs: Map<string, string>; outputs: Map<string, string> }>();
  for (const [block, { inputs, outputs }] of ports) {
    names.set(block, {
      inputs: new Map(inputs.flatMap(({ name, to }) => to.map((end) => [end, name] as const))),
      outputs: new Map(outputs.map(({ name, from }) => [from, name])),
    });
  }
  const seen = (side: 'inputs' | 'outputs') => (end: string) => {
    const node = parseLinkEnd(end)?.node ?? '';
    const chain = tree.around(node);
    const at = open === null ? chain.length : chain.indexOf(open);
    // A wire that leads nowhere is drawn where it was: `validate` names it.
    if (at < 0 || (!known.has(node) && open !== null)) return undefined;
    if (at === 0) return end;
    const block = chain[at - 1] as string;
    const name = names.get(block)?.[side].get(end);
    return name === undefined ? undefined : formatLinkEnd({ node: block, port: name });
  };
  return { output: seen('outputs'), input: seen('inputs') };
}

function shownLinks(
  root: Workflow,
  open: string | null,
  ports: ReadonlyMap<string, BlockPorts>,
  seen: Seen,
  pool: Level['derived'] = new Map(),
): { readonly links: WorkflowLink[]; readonly derived: ReadonlyMap<string, WorkflowLink> } {
  const derived = new Map<string, WorkflowLink>();
  const links: WorkflowLink[] = [];
  const derive = (from: string, to: string) => {
    const key = `${from} ${to}`;
    if (derived.has(key)) return;
    const link = pool.get(key) ?? { from, to };
    derived.set(key, link);
    links.push(link);
  };
  for (const link of root.links) {
    const from = seen.output(link.from);
    const to = seen.input(link.to);
    if (from === undefined || to === undefined) continue;
    if (from === link.from && to === link.to) links.push(link);
    else if (parseLinkEnd(from)?.node !== parseLinkEnd(to)?.node) derive(from, to);
  }
  const own = open === null ? undefined : ports.get(open);
  for (const { name, to } of own?.inputs ?? []) {
    for (const end of to) {
      const shown = seen.input(end);
      if (shown !== undefined) derive(formatLinkEnd({ node: INPUTS, port: name }), shown);
    }
  }
  for (const { name, from } of own?.outputs ?? []) {
    const shown = seen.output(from);
    if (shown !== undefined) derive(shown, formatLinkEnd({ node: OUTPUTS, port: name }));
  }
  return { links, derived };
}
