import type { Workflow } from '../../../graph/workflow/schema.ts';

/**
 * The same workflow, with the objects of another where both hold the same: what tells them apart looks at objects, and
 * one that comes back from the engine is a copy.
 */
export function shareParts(workflow: Workflow, other: Workflow): Workflow {
  const twins = new Map(other.nodes.map((node) => [node.id, node]));
  const nodes = workflow.nodes.map((node) => {
    const parameters = twins.get(node.id)?.parameters;
    return parameters && sameData(node.parameters, parameters) ? { ...node, parameters } : node;
  });
  return { ...workflow, nodes, links: sameData(workflow.links, other.links) ? other.links : workflow.links };
}

function sameData(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
