import type { ForeignBlock, ForeignGraph, ForeignLink, ForeignNode } from '../foreignGraph.ts';
import type { Source } from './foreignWiring.ts';

/** A node with those that set it up, said as one node here says it. */
export interface Whole {
  readonly values: object;
  /** Its wires, by the names of the inputs of that one. */
  readonly wires: ReadonlyMap<string, Source>;
  /** Ids of the nodes that are part of it now. */
  readonly parts: readonly string[];
}

/** Why a node and its parts are no whole: a clause that follows "because". */
export interface NoWhole {
  readonly because: string;
}

/** A graph some of whose nodes are one now. */
export interface FoldedGraph {
  readonly graph: ForeignGraph;
  /** Ids of nodes that are part of others now. */
  readonly parts: ReadonlySet<string>;
}

/**
 * Puts nodes together with their parts. A part that also leads elsewhere stays there, too.
 * @param read by the id of the node.
 * @param ours what the whole is called here.
 */
export function foldWholes(graph: ForeignGraph, read: ReadonlyMap<string, Whole | NoWhole>, ours: string): FoldedGraph {
  const wholes = new Map([...read].flatMap(([id, each]) => ('because' in each ? [] : [[id, each] as const])));
  const parts = partsOf(graph, wholes);
  const nodes = graph.nodes
    .filter(({ id }) => !parts.has(id))
    .map((node) => {
      const whole = read.get(node.id);
      if (!whole) return node;
      return 'because' in whole ? { ...node, unequal: whole.because } : asOne(node, whole);
    });
  const links = [
    ...graph.links.flatMap((link) => keptLink(link, wholes, parts)),
    ...[...wholes].flatMap(([id, { wires }]) =>
      [...wires.values()].map((from, slot): ForeignLink => ({ from: passing(from, wholes), to: { node: id, slot } })),
    ),
  ];
  return { graph: { ...graph, nodes, links, ...showingWholes(graph, wholes, ours) }, parts };
}

type Wholes = ReadonlyMap<string, Whole>;

/** Parts that lead to nothing but what is one with them. */
function partsOf({ links }: ForeignGraph, wholes: Wholes): Set<string> {
  const parts = new Set([...wholes.values()].flatMap((whole) => whole.parts));
  for (const { from, to } of links) if (!wholes.has(to.node)) parts.delete(from.node);
  return parts;
}

function asOne(node: ForeignNode, { values, wires }: Whole): ForeignNode {
  return { ...node, inputs: [...wires.keys()].map((name) => ({ name })), values: { ...values }, given: {} };
}

function keptLink({ from, to }: ForeignLink, wholes: Wholes, parts: FoldedGraph['parts']): ForeignLink[] {
  return wholes.has(to.node) || parts.has(to.node) ? [] : [{ from: passing(from, wholes), to }];
}

/** The second output of such a sampler is what the network says at the last step, where it ends. */
function passing(from: ForeignLink['from'], wholes: Wholes): ForeignLink['from'] {
  return wholes.has(from.node) ? { ...from, slot: 0 } : from;
}

/**
 * What blocks show of parts is that of the whole now. A setting that several of these have, or one outside of the block, is shown
 * no more: a block sets one parameter of a node in it.
 */
function showingWholes(
  { nodes, blocks, remarks }: ForeignGraph,
  wholes: Wholes,
  ours: string,
): Pick<ForeignGraph, 'remarks'> & { readonly blocks?: readonly ForeignBlock[] } {
  if (!blocks) return { remarks };
  const holders = holdersOf(wholes);
  const around = new Map([...nodes, ...blocks].map(({ id, within }) => [id, within]));
  const isIn = (block: string, id: string): boolean => {
    const next = around.get(id);
    return next !== undefined && (next === block || isIn(block, next));
  };
  const lost: string[] = [];
  const shown = blocks.map((block) => ({
    ...block,
    shows: block.shows.flatMap((each) => {
      const [holder = each.node, ...others] = holders.get(each.node) ?? [];
      if (others.length === 0 && (holder === each.node || isIn(block.id, holder))) return [{ ...each, node: holder }];
      const why = others.length > 0 ? `several ${ours} nodes have it` : `the ${ours} that has it lies outside of it`;
      lost.push(`The block "${block.title}" does not show "${each.name.slice(0, 80)}" here: ${why}.`);
      return [];
    }),
  }));
  return { blocks: shown, remarks: [...remarks, ...lost] };
}

/** By part, the nodes that are one with it. */
function holdersOf(wholes: Wholes): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  for (const [id, { parts }] of wholes) {
    for (const part of parts) {
      const known = holders.get(part);
      if (known) known.push(id);
      else holders.set(part, [id]);
    }
  }
  return holders;
}
