import { z } from 'zod';
import { flowOf } from '../flow.ts';
import { port } from '../port.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import { wiringOf } from '../wiring.ts';
import type { Workflow, WorkflowBlock, WorkflowNode } from '../workflow/schema.ts';
import { blockParameters } from './blockParameters.ts';
import { INPUTS, OUTPUTS } from './edges.ts';
import { BLOCKS, blockEntry, type Inside, inputPort, outputPort, typeOfBlock } from './entry.ts';
import { type BlockPorts, NEW_PORT } from './ports.ts';
import type { BlockTree } from './tree.ts';

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

/** What a node that stands for a block, or for an edge, was made of. */
interface Made {
  readonly entry: NodeEntry;
  readonly ports: BlockPorts;
  readonly title: string;
  readonly members: readonly WorkflowNode[];
  /** What is seen of the entry, and the node itself, as text. */
  readonly signature: string;
  readonly text: string;
}

const madeOf = new WeakMap<WorkflowNode, Made>();

function sameMembers(one: readonly WorkflowNode[], other: readonly WorkflowNode[]): boolean {
  return one.length === other.length && one.every((node, index) => node === other[index]);
}

/**
 * The nodes of a level, with the kinds of node that stand for its blocks and edges. To describe a block takes a look at all
 * that its ports lead to: the description of before counts while ports and members are the same objects.
 */
export function shownNodes(
  root: Workflow,
  open: string | null,
  { tree, ports, registry }: Context,
  last: readonly WorkflowNode[] = [],
): Shown {
  const wiring = wiringOf(root);
  const inside: Inside = { nodes: wiring.nodes, registry, flow: flowOf(wiring, registry) };
  const members = membersByBlock(root, tree);
  const before = new Map(last.map((node) => [node.id, node]));
  const entries = new Map<string, NodeEntry>();
  const nodes = root.nodes.filter(({ id }) => tree.parentOf(id) === open);
  const add = (node: WorkflowNode, of: Pick<Made, 'ports' | 'title' | 'members'>, describe: () => NodeEntry) => {
    const text = JSON.stringify(node);
    const known = before.get(node.id);
    const made = known && madeOf.get(known);
    const same = made?.ports === of.ports && made.title === of.title && sameMembers(made.members, of.members);
    const fresh = same ? made.entry : describe();
    const sign = same ? made.signature : signature(fresh);
    const entry = made?.signature === sign ? made.entry : fresh;
    const shown = known && made?.signature === sign && made.text === text ? known : node;
    madeOf.set(shown, { ...of, entry, signature: sign, text });
    entries.set(shown.type, entry);
    nodes.push(shown);
  };
  for (const block of tree.blocks.values()) {
    if (tree.parentOf(block.id) !== open) continue;
    const own = ports.get(block.id) as BlockPorts;
    const within = members.get(block.id) ?? [];
    const title = `${block.title}\n${block.description}`;
    add(nodeOfBlock(block, own, within, inside.nodes), { ports: own, title, members: within }, () =>
      blockEntry(block, own, within, inside),
    );
  }
  const block = open === null ? undefined : tree.blocks.get(open);
  if (block) {
    const own = ports.get(block.id) as BlockPorts;
    const of = { ports: own, title: '', members: [] };
    for (const { node, describe } of edgesOf(block, own, nodes, inside)) add(node, of, describe);
  }
  return { nodes, entries };
}

/** What of an entry is seen. */
function signature({ title, docs, inputs, outputs, parameters, preview }: NodeEntry): string {
  const shown = Object.entries(parameters.shape).map(([name, schema]) => [name, schema.meta(), schema.type]);
  return JSON.stringify([title, docs, inputs, outputs, shown, preview]);
}

function membersByBlock(root: Workflow, tree: BlockTree): ReadonlyMap<string, WorkflowNode[]> {
  const members = new Map<string, WorkflowNode[]>();
  for (const node of root.nodes) {
    for (const block of tree.around(node.id)) {
      const known = members.get(block);
      if (known) known.push(node);
      else members.set(block, [node]);
    }
  }
  return members;
}

function nodeOfBlock(
  block: WorkflowBlock,
  ports: BlockPorts,
  members: readonly WorkflowNode[],
  nodes: Inside['nodes'],
): WorkflowNode {
  const modes = new Set(members.map((node) => node.mode));
  const [mode = 'on', ...others] = modes;
  return {
    id: block.id,
    type: typeOfBlock(block.id),
    version: 1,
    position: block.position,
    ...(block.title !== '' && { title: block.title }),
    ...(block.size && { size: block.size }),
    ...(block.collapsed !== undefined && { collapsed: block.collapsed }),
    ...(block.color !== undefined && { color: block.color }),
    ...(block.group !== undefined && { group: block.group }),
    mode: others.length === 0 ? mode : 'on',
    parameters: blockParameters(ports, nodes),
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
): { readonly node: WorkflowNode; readonly describe: () => NodeEntry }[] {
  const left = Math.min(...nodes.map(({ position }) => position[0]));
  const right = Math.max(...nodes.map(({ position, size }) => position[0] + (size?.[0] ?? 220)));
  const top = Math.min(...nodes.map(({ position }) => position[1]));
  const [x, y] = nodes.length === 0 ? [0, 0] : [left - EDGE_GAP - EDGE_WIDTH, top];
  const further = nodes.length === 0 ? 300 : right + EDGE_GAP;
  const added = port('any', 'Wire something here: it becomes a port of the block.', { optional: true });
  const common = { version: 1, mode: 'on', parameters: {}, size: [EDGE_WIDTH, 0] } satisfies Partial<WorkflowNode>;
  return [
    {
      node: { ...common, id: INPUTS, type: `block-inputs:${block.id}`, position: block.inputsPosition ?? [x, y] },
      describe: () =>
        edgeEntry(`block-inputs:${block.id}`, 'Inputs', 'What comes into the block.', {
          outputs: Object.fromEntries([
            ...inputs.map(({ name, to }) => [name, inputPort(to, inside)]),
            [NEW_PORT, added],
          ]),
        }),
    },
    {
      node: {
        ...common,
        id: OUTPUTS,
        type: `block-outputs:${block.id}`,
        position: block.outputsPosition ?? [further, y],
      },
      describe: () =>
        edgeEntry(`block-outputs:${block.id}`, 'Outputs', 'What the block gives.', {
          inputs: Object.fromEntries([
            ...outputs.map(({ name, from }) => {
              const { type, description } = outputPort(from, inside);
              return [name, port(type, description, { optional: true })];
            }),
            [NEW_PORT, added],
          ]),
        }),
    },
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
