import { inFlowOrder } from '../../graph/inFlowOrder.ts';
import { wiringOf } from '../../graph/wiring.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

export interface OutlineNode {
  readonly node: WorkflowNode;
  /** What it takes, from where. */
  readonly inputs: readonly { readonly port: string; readonly from: string; readonly fromPort: string }[];
}

/** The nodes with what feeds them, sources first: reads in the order in which the graph runs. */
export function outlineOf(workflow: Workflow): readonly OutlineNode[] {
  const inputs = new Map<string, OutlineNode['inputs'][number][]>();
  for (const link of workflow.links) {
    const from = parseLinkEnd(link.from);
    const to = parseLinkEnd(link.to);
    if (!from || !to) continue;
    const list = inputs.get(to.node) ?? [];
    list.push({ port: to.port, from: from.node, fromPort: from.port });
    inputs.set(to.node, list);
  }
  const { nodes, outOf } = wiringOf(workflow);
  const order = inFlowOrder([...nodes.keys()], (id) => outOf.get(id) ?? []);
  return order.flatMap((id) => {
    const node = nodes.get(id);
    return node ? [{ node, inputs: inputs.get(id) ?? [] }] : [];
  });
}
