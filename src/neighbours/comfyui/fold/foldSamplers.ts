import type { ForeignGraph } from '../foreignGraph.ts';
import { type FoldedGraph, foldWholes } from './foldWholes.ts';
import { foreignWiring } from './foreignWiring.ts';
import { isCustomSampler, samplerParts } from './samplerParts.ts';

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
  return foldWholes(graph, read, 'KSampler');
}
