import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { type Ids, updateNodes, without } from './updateNodes.ts';

/** Sets a parameter; `undefined` takes it back to its default. The engine validates the value, not the edit. */
export function setParameter(workflow: Workflow, id: string, name: string, value: unknown): Workflow {
  return updateNodes(workflow, [id], (node) => {
    const has = Object.hasOwn(node.parameters, name);
    if (value === undefined) return has ? { ...node, parameters: without(node.parameters, name) } : node;
    if (has && Object.is(node.parameters[name], value)) return node;
    return { ...node, parameters: { ...node.parameters, [name]: value } };
  });
}

/** An empty title falls back to the one of the node's kind. */
export function setTitle(workflow: Workflow, id: string, title: string): Workflow {
  const trimmed = title.trim().slice(0, 200);
  return updateNodes(workflow, [id], (node) => {
    if ((node.title ?? '') === trimmed) return node;
    return trimmed === '' ? (without(node, 'title') as WorkflowNode) : { ...node, title: trimmed };
  });
}

export function setMode(workflow: Workflow, ids: Ids, mode: WorkflowNode['mode']): Workflow {
  return updateNodes(workflow, ids, (node) => (node.mode === mode ? node : { ...node, mode }));
}

export function setCollapsed(workflow: Workflow, ids: Ids, collapsed: boolean): Workflow {
  return updateNodes(workflow, ids, (node) =>
    (node.collapsed ?? false) === collapsed ? node : { ...node, collapsed },
  );
}
