import type { ForeignBlock, ForeignGraph, ForeignLink, ForeignNode } from '../foreignGraph.ts';
import { foreignWiring } from './foreignWiring.ts';
import { isCustomSampler, samplerParts, type WholeSampler } from './samplerParts.ts';

/** A graph some of whose nodes are one now. */
export interface FoldedGraph {
  readonly graph: ForeignGraph;
  /** Nodes that are part of another now, by their ids, and which that is. */
  readonly partOf: ReadonlyMap<string, string>;
}

/**
 * Puts samplers that are set up by nodes of their own (SamplerCustomAdvanced with RandomNoise, KSamplerSelect, BasicScheduler
 * and a guider) together, where KSampler computes the same numbers. A part that also leads elsewhere stays there, too.
 */
export function foldSamplers(graph: ForeignGraph): FoldedGraph {
  const samplers = graph.nodes.filter(isCustomSampler);
  if (samplers.length === 0) return { graph, partOf: new Map() };
  const wiring = foreignWiring(graph);
  const denoised = new Set(graph.links.flatMap(({ from }) => (from.slot === 1 ? [from.node] : [])));
  const read = new Map(samplers.map((node) => [node.id, samplerParts(node, wiring, denoised.has(node.id))]));
  const wholes = new Map([...read].flatMap(([id, each]) => ('because' in each ? [] : [[id, each] as const])));
  const partOf = partsOf(graph, wholes);
  const nodes = graph.nodes
    .filter(({ id }) => !partOf.has(id))
    .map((node) => {
      const whole = read.get(node.id);
      if (!whole) return node;
      return 'because' in whole ? { ...node, unequal: whole.because } : asOne(node, whole);
    });
  const links = [
    ...graph.links.flatMap((link) => keptLink(link, wholes, partOf)),
    ...[...wholes].flatMap(([id, { wires }]) =>
      [...wires.values()].map((from, slot): ForeignLink => ({ from: passing(from, wholes), to: { node: id, slot } })),
    ),
  ];
  const { blocks } = graph;
  return {
    graph: { ...graph, nodes, links, ...(blocks && { blocks: blocks.map((block) => showingWholes(block, partOf)) }) },
    partOf,
  };
}

type Wholes = ReadonlyMap<string, WholeSampler>;

/** Parts that lead to nothing but samplers that are one with them. */
function partsOf({ links }: ForeignGraph, wholes: Wholes): Map<string, string> {
  const partOf = new Map([...wholes].flatMap(([id, { parts }]) => parts.map((part) => [part, id] as const)));
  for (const { from, to } of links) if (!wholes.has(to.node)) partOf.delete(from.node);
  return partOf;
}

function asOne(node: ForeignNode, { values, wires }: WholeSampler): ForeignNode {
  return { ...node, inputs: [...wires.keys()].map((name) => ({ name })), values: { ...values }, given: {} };
}

function keptLink({ from, to }: ForeignLink, wholes: Wholes, partOf: FoldedGraph['partOf']): ForeignLink[] {
  return wholes.has(to.node) || partOf.has(to.node) ? [] : [{ from: passing(from, wholes), to }];
}

/** The second output of such a sampler is what the network says at the last step, where it ends. */
function passing(from: ForeignLink['from'], wholes: Wholes): ForeignLink['from'] {
  return wholes.has(from.node) ? { ...from, slot: 0 } : from;
}

function showingWholes(block: ForeignBlock, partOf: FoldedGraph['partOf']): ForeignBlock {
  return { ...block, shows: block.shows.map((each) => ({ ...each, node: partOf.get(each.node) ?? each.node })) };
}
