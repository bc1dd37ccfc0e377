import { inFlowOrder } from '../inFlowOrder.ts';
import type { NodeRegistry } from '../registry.ts';
import { wiringOf } from '../wiring.ts';
import { LIMITS } from '../workflow/counts.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';

/** The nodes whose results are shown to whoever runs the workflow without opening it, in the order in which it runs. */
export function shownOutputs(workflow: Workflow, registry: NodeRegistry): readonly WorkflowNode[] {
  const chosen = new Set(workflow.outputs ?? []);
  const { nodes, outOf } = wiringOf(workflow);
  const order = inFlowOrder([...nodes.keys()], (id) => outOf.get(id) ?? []);
  const found = order.map((id) => nodes.get(id)).filter((node) => node !== undefined);
  const wanted = found.filter(({ id }) => chosen.has(id));
  return wanted.length > 0 ? wanted : found.filter((node) => endsChain(node, registry, !outOf.has(node.id)));
}

/** Whether it is worth running for its own sake, or shows pictures that go nowhere, and has not been switched off. */
function endsChain({ type, mode }: WorkflowNode, registry: NodeRegistry, isLast: boolean): boolean {
  const entry = registry.get(type);
  return mode === 'on' && (entry?.terminal === true || (isLast && entry?.preview === 'images'));
}

/** Shows the results of a node, or no longer. */
export function toggleOutput(workflow: Workflow, id: string): Workflow {
  const { outputs = [], ...rest } = workflow;
  const left = outputs.filter((each) => each !== id);
  if (left.length < outputs.length) return left.length === 0 ? rest : { ...workflow, outputs: left };
  return outputs.length >= LIMITS.outputs ? workflow : { ...workflow, outputs: [...outputs, id] };
}
