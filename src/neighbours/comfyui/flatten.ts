import { DEEPEST as DEEPEST_BLOCK } from '../../graph/blocks/tree.ts';
import { LIMITS } from '../../graph/workflow/counts.ts';
import { invalidWorkflow } from '../../graph/workflow/invalidWorkflow.ts';
import { type Block, framed, stackedBelow } from './blocks.ts';
import {
  type ForeignBlock,
  type ForeignGraph,
  type ForeignGroup,
  type ForeignLink,
  type ForeignNode,
  passedInput,
} from './foreignGraph.ts';
import { type Promoted, promotedValues, shownWidgets } from './promoted.ts';
import { INSIDE_INPUTS, INSIDE_OUTPUTS, type Sheet, type Subgraph } from './readSheet.ts';

const DEEPEST = 20;

/** A port of a node, or of a node that shows a subgraph, seen from one side. */
type End = string;

interface Flattening {
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  /** Where the wire into a port comes from. A port of a subgraph's frame has one too. */
  readonly sources: Map<End, End>;
  /** All ports of nodes that are no subgraph, with the ends that wires name them by. */
  readonly ports: Map<End, { readonly node: string; readonly slot: number }>;
  readonly inputs: End[];
  readonly remarks: Set<string>;
  /** Nodes that show a subgraph, with what lies in them. */
  readonly blocks: ForeignBlock[];
  readonly enclosed: { readonly nodes: ForeignNode[]; readonly groups: ForeignGroup[] };
  nodes: number;
  links: number;
}

/**
 * Takes the nodes of subgraphs into the graph, each subgraph as a block, and joins the wires through its frame. What lies
 * deeper than blocks may lie becomes a group below. Ids of nodes inside follow those of the node that showed them: "12:3".
 * @throws ArcspaceError for more nodes than a workflow may have, and for a subgraph that contains itself.
 */
export function flattened(
  sheet: Sheet,
  subgraphs: ReadonlyMap<string, Subgraph>,
): Pick<ForeignGraph, 'nodes' | 'links' | 'groups' | 'blocks' | 'remarks'> {
  const all: Flattening = {
    subgraphs,
    sources: new Map(),
    ports: new Map(),
    inputs: [],
    remarks: new Set(),
    blocks: [],
    enclosed: { nodes: [], groups: [] },
    nodes: 0,
    links: 0,
  };
  const { nodes, groups } = expanded(sheet, { within: '' }, [], all);
  return {
    nodes: [...nodes, ...all.enclosed.nodes],
    groups: [...groups, ...all.enclosed.groups],
    blocks: all.blocks,
    links: joinedWires(all),
    remarks: [...all.remarks],
  };
}

/** Where a sheet is taken apart: in the node that shows it, and in the block that this lies in or is. */
interface At {
  /** Empty at the top. */
  readonly within: string;
  readonly block?: string;
}

function expanded(sheet: Sheet, at: At, promoted: readonly Promoted[], all: Flattening, depth = 0): Block {
  const { within, block: around } = at;
  const enclosing = around === undefined ? {} : { within: around };
  if (depth > DEEPEST) throw tooDeep();
  for (const what of ['nodes', 'links'] as const) {
    all[what] += sheet[what].length;
    if (all[what] > LIMITS[what]) throw tooMany(what);
  }
  connect(sheet, within, all);
  const nodes = sheet.nodes.map((node) => ({ ...node, given: { ...node.given, ...givenTo(node.id, promoted) } }));
  const plain = nodes.filter(({ type }) => !all.subgraphs.has(type));
  const own: Block = {
    nodes: plain.map((node) => ({ ...node, id: globalId(within, node.id), ...enclosing })),
    groups: sheet.groups.map((group) => ({ ...group, ...enclosing })),
  };
  return nodes.reduce((block, node) => {
    const subgraph = all.subgraphs.get(node.type);
    return subgraph ? stackedBelow(block, shown(node, subgraph, at, all, depth)) : block;
  }, own);
}

const nothing: Block = { nodes: [], groups: [] };

/**
 * What a node shows: a block of its name, or, where there is no room for one, a group. A node that is switched off switches off
 * all that is in it.
 */
function shown(instance: ForeignNode, subgraph: Subgraph, at: At, all: Flattening, depth: number): Block {
  const { within, block: around } = at;
  const id = globalId(within, instance.id);
  const values = promotedValues(instance, subgraph);
  const title = instance.title ?? subgraph.name;
  if (!values) {
    all.remarks.add(
      `The values that the node "${title}" shows of its subgraph could not be told apart: those inside count.`,
    );
  }
  const isBlock = depth < DEEPEST_BLOCK && all.blocks.length < LIMITS.blocks;
  if (isBlock) {
    const { position, color } = instance;
    all.blocks.push({
      id,
      title: title.slice(0, 200),
      position,
      ...(color !== undefined && { color }),
      ...(around !== undefined && { within: around }),
      shows: shownWidgets(instance, subgraph, all.subgraphs).map(({ name, path, widget }) => ({
        name,
        node: path.reduce(globalId, id),
        widget,
      })),
    });
  }
  const { enclosed } = all;
  const first = enclosed.nodes.length;
  const inside = expanded(
    subgraph,
    isBlock ? { within: id, block: id } : { ...at, within: id },
    values ?? [],
    all,
    depth + 1,
  );
  if (instance.mode === 'bypass') passBy(instance, subgraph, id, all);
  const { mode } = instance;
  const switched = (node: ForeignNode) => (mode === 'on' || node.mode === 'mute' ? node : { ...node, mode });
  const nodes = inside.nodes.map(switched);
  enclosed.nodes.splice(first, enclosed.nodes.length, ...enclosed.nodes.slice(first).map(switched));
  if (!isBlock) return framed({ ...inside, nodes }, title, instance.position);
  enclosed.nodes.push(...nodes);
  enclosed.groups.push(...inside.groups);
  return nothing;
}

/**
 * Wires from a frame that is bypassed come from what is wired to it, past all that is inside. Where it has nothing of their
 * type they stay: what is inside is bypassed as well, and passes on nothing.
 */
function passBy(instance: ForeignNode, subgraph: Subgraph, id: string, { sources }: Flattening): void {
  for (const slot of instance.outputs.keys()) {
    const input = passedInput(instance, slot);
    if (input === undefined) continue;
    const [out, into] = [frameSlot(instance, subgraph, 'out', slot), frameSlot(instance, subgraph, 'in', input)];
    sources.set(`${id} out ${out}`, `${id} in ${into}`);
  }
}

function givenTo(id: string, promoted: readonly Promoted[]): Record<string, unknown> {
  return Object.fromEntries(promoted.filter(({ node }) => node === id).map(({ widget, value }) => [widget, value]));
}

function globalId(within: string, id: string): string {
  return within === '' ? id : `${within}:${id}`;
}

function connect(sheet: Sheet, within: string, all: Flattening): void {
  const known = new Map(sheet.nodes.map((node) => [node.id, node]));
  const endOf = (side: 'in' | 'out', { node: id, slot }: { node: string; slot: number }): End | undefined => {
    if (id === INSIDE_INPUTS || id === INSIDE_OUTPUTS) {
      return within === '' ? undefined : `${within} ${id === INSIDE_INPUTS ? 'in' : 'out'} ${slot}`;
    }
    const node = known.get(id);
    if (!node) return undefined;
    const subgraph = all.subgraphs.get(node.type);
    const end = `${globalId(within, id)} ${side} ${subgraph ? frameSlot(node, subgraph, side, slot) : slot}`;
    if (!subgraph) all.ports.set(end, { node: globalId(within, id), slot });
    return end;
  };
  for (const { id, from, to } of sheet.links) {
    const [source, target] = [endOf('out', from), endOf('in', to)];
    if (source === undefined || target === undefined) continue;
    const port = known.get(to.node)?.inputs[to.slot];
    if (all.sources.has(target)) {
      const which = port?.link === undefined ? 'first' : 'one that the node names';
      all.remarks.add(`Two wires end in "${port?.name}" of node ${to.node}: the ${which} is kept.`);
      if (port?.link !== id) continue;
    } else {
      all.inputs.push(target);
    }
    all.sources.set(target, source);
  }
}

/** A node that shows a subgraph may list only some of its ports: they are known by their names. */
function frameSlot(node: ForeignNode, subgraph: Subgraph, side: 'in' | 'out', slot: number): number {
  const name = (side === 'in' ? node.inputs : node.outputs)[slot]?.name;
  const names = side === 'in' ? subgraph.inputs.map((input) => input.name) : subgraph.outputs;
  const found = name === undefined ? -1 : names.indexOf(name);
  return found < 0 ? slot : found;
}

function joinedWires({ sources, ports, inputs }: Flattening): ForeignLink[] {
  return inputs.flatMap((input) => {
    const to = ports.get(input);
    const from = to && originOf(input, sources, ports);
    return from ? [{ from, to }] : [];
  });
}

/** Follows a wire back through the frames of subgraphs. */
function originOf(
  input: End,
  sources: Flattening['sources'],
  ports: Flattening['ports'],
): ForeignLink['from'] | undefined {
  const seen = new Set<End>();
  for (let end = sources.get(input); end !== undefined && !seen.has(end); end = sources.get(end)) {
    const port = ports.get(end);
    if (port) return port;
    seen.add(end);
  }
  return undefined;
}

function tooDeep(): Error {
  return invalidWorkflow(
    `The subgraphs of the file are nested more than ${DEEPEST} deep.`,
    'Split it into several workflows.',
  );
}

function tooMany(what: 'nodes' | 'links'): Error {
  return invalidWorkflow(
    `With its subgraphs taken apart the workflow has more than ${LIMITS[what].toLocaleString('en')} ${what}.`,
    'Split it into several workflows.',
  );
}
