import type { Workflow, WorkflowNode } from '../workflow/schema.ts';

export type Ids = Iterable<string>;

export function findNode(workflow: Workflow, id: string): WorkflowNode | undefined {
  return workflow.nodes.find((node) => node.id === id);
}

/** Changes the nodes with these ids; the workflow itself comes back when nothing changed. */
export function updateNodes(workflow: Workflow, ids: Ids, change: (node: WorkflowNode) => WorkflowNode): Workflow {
  const wanted = new Set(ids);
  let changed = false;
  const nodes = workflow.nodes.map((node) => {
    const next = wanted.has(node.id) ? change(node) : node;
    changed ||= next !== node;
    return next;
  });
  return changed ? { ...workflow, nodes } : workflow;
}

/** The object without one of its keys. */
export function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = object;
  return rest;
}
