import type { ForeignBlock, ForeignGraph, ForeignLink, ForeignNode } from '../foreignGraph.ts';
import { foreignWiring } from './foreignWiring.ts';
import { isCustomSampler, samplerParts, type WholeSampler } from './samplerParts.ts';

/** A graph some of whose nodes are one now. */
export interface FoldedGraph {
  readonly graph: ForeignGraph;
  /** Ids of nodes that are part of others now. */
  readonly parts: ReadonlySet<string>;
}

/**
 * Puts samplers that are set up by nodes of their own (SamplerCustomAdvanced with RandomNoise, KSamplerSelect, BasicScheduler
 * and a guider) together, where KSampler computes the same numbers. A part that also leads elsewhere stays there, too.
 */
export function foldSamplers(graph: ForeignGraph): FoldedGraph {
  const samplers = graph.nodes.filter(isCustomSampler);
  if (samplers.length === 0) return { graph, parts: new Set() };
  const wiring = foreignWiring(graph);
  const denoised = new Set(graph.links.flatMap(({ from }) => (from.slot === 1 ? [from.node] : [])));
  const read = new Map(samplers.map((node) => [node.id, samplerParts(node, wiring, denoised.has(node.id))]));
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
  return { graph: { ...graph, nodes, links, ...showingWholes(graph, wholes) }, parts };
}

type Wholes = ReadonlyMap<string, WholeSampler>;

/** Parts that lead to nothing but samplers that are one with them. */
function partsOf({ links }: ForeignGraph, wholes: Wholes): Set<string> {
  const parts = new Set([...wholes.values()].flatMap((whole) => whole.parts));
  for (const { from, to } of links) if (!wholes.has(to.node)) parts.delete(from.node);
  return parts;
}

function asOne(node: ForeignNode, { values, wires }: WholeSampler): ForeignNode {
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
 * What blocks show of parts is the sampler's now. A setting that several samplers have, or one outside of the block, is shown
 * no more: a block sets one parameter of a node in it.
 */
function showingWholes(
  { nodes, blocks, remarks }: ForeignGraph,
  wholes: Wholes,
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
      const why = others.length > 0 ? 'several KSamplers have it' : 'the KSampler that has it lies outside of it';
      lost.push(`The block "${block.title}" does not show "${each.name.slice(0, 80)}" here: ${why}.`);
      return [];
    }),
  }));
  return { blocks: shown, remarks: [...remarks, ...lost] };
}

/** By part, the samplers that are one with it. */
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
