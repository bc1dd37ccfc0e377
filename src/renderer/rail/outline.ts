import { inFlowOrder } from '../../graph/inFlowOrder.ts';
import { type Wiring, wiringOf } from '../../graph/wiring.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

export interface OutlineNode {
  readonly node: WorkflowNode;
  /** What it takes, from where. */
  readonly inputs: readonly { readonly port: string; readonly from: string; readonly fromPort: string }[];
}

/** The nodes with what feeds them, sources first: reads in the order in which the graph runs. */
export function outlineOf(workflow: Workflow): readonly OutlineNode[] {
  const { nodes, into, outOf } = wiringOf(workflow);
  const order = inFlowOrder([...nodes.keys()], (id) => outOf.get(id) ?? []);
  return order.map((id) => ({ node: nodes.get(id) as WorkflowNode, inputs: inputsOf(into.get(id)) }));
}

function inputsOf(wired: ReturnType<Wiring['into']['get']>): OutlineNode['inputs'] {
  return [...(wired ?? [])].map(([port, { node, port: fromPort }]) => ({ port, from: node, fromPort }));
}
