import type { NodeRegistry } from '../registry.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { type Ids, updateNodes } from './updateNodes.ts';

/** Loads another model in these nodes, where they loaded `from`. */
export function replaceModel(workflow: Workflow, registry: NodeRegistry, ids: Ids, from: string, to: string): Workflow {
  return updateNodes(workflow, ids, (node) => {
    const chosen = modelParameters(node, registry).filter(([, value]) => value === from);
    if (chosen.length === 0) return node;
    return { ...node, parameters: { ...node.parameters, ...Object.fromEntries(chosen.map(([name]) => [name, to])) } };
  });
}

/** The parameters of a node that name a model, with their values. */
function modelParameters(node: WorkflowNode, registry: NodeRegistry): [name: string, value: unknown][] {
  const definition = registry.get(node.type);
  const parameters = definition?.parameters.safeParse(node.parameters);
  if (!definition || !parameters?.success) return [];
  return Object.entries(parameters.data).filter(
    ([name]) => definition.parameters.shape[name]?.meta()?.control === 'model',
  );
}
