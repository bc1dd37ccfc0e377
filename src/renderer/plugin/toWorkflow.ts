import type { NodeRegistry } from '../../graph/registry.ts';
import { emptyWorkflow, type Workflow, type WorkflowLink } from '../../graph/workflow/schema.ts';
import { guestEntry } from './guestType.ts';
import { guestId, guestNode } from './guestView.ts';
import type { Graph } from './litegraph/types.ts';

function linksOf(graph: Graph, registry: NodeRegistry): WorkflowLink[] {
  return Object.values(graph.links).flatMap((link) => {
    const from = graph.getNodeById(link.origin_id);
    const to = graph.getNodeById(link.target_id);
    const [source, target] = [guestEntry(registry, from), guestEntry(registry, to)];
    const output = from?.outputs[link.origin_slot]?.name;
    const input = to?.inputs[link.target_slot]?.name;
    if (!from || !to || !source || !target || output === undefined || input === undefined) return [];
    return [{ from: `${guestId(source, from)}.${output}`, to: `${guestId(target, to)}.${input}` }];
  });
}

/** Arcspace's nodes in a litegraph graph, as a workflow. Nodes of others are left out, and the wires to them. */
export function toWorkflow(graph: Graph, registry: NodeRegistry): Workflow {
  const nodes = graph._nodes.flatMap((node) => {
    const entry = guestEntry(registry, node);
    return entry ? [guestNode(entry, node)] : [];
  });
  return { ...emptyWorkflow(), nodes, links: linksOf(graph, registry) };
}
