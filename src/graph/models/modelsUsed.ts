import type { NodeRegistry } from '../registry.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';

/** The models that the nodes of a workflow name, each with the ids of those nodes, in their order; also of muted ones. */
export function modelsUsed(workflow: Workflow, registry: NodeRegistry): ReadonlyMap<string, readonly string[]> {
  const used = new Map<string, string[]>();
  for (const node of workflow.nodes) {
    for (const model of modelsOf(node, registry)) used.set(model, [...(used.get(model) ?? []), node.id]);
  }
  return used;
}

function modelsOf(node: WorkflowNode, registry: NodeRegistry): readonly string[] {
  const definition = registry.get(node.type);
  if (!definition?.usesModels) return [];
  const parameters = definition.parameters.safeParse(node.parameters);
  return parameters.success ? definition.usesModels(parameters.data) : [];
}
