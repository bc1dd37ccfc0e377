import type { Workflow, WorkflowGroup, WorkflowNode } from '../workflow/schema.ts';
import { type Ids, updateNodes, without } from './updateNodes.ts';

/** Colours nodes, "#3f789e"; undefined takes their colour away. */
export function setNodeColor(workflow: Workflow, ids: Ids, color: string | undefined): Workflow {
  return updateNodes(workflow, ids, (node) => withColor<WorkflowNode>(node, color));
}

/** Colours a group, "#3f789e"; undefined takes its colour away. */
export function setGroupColor(workflow: Workflow, id: string, color: string | undefined): Workflow {
  const groups = workflow.groups.map((group) => (group.id === id ? withColor<WorkflowGroup>(group, color) : group));
  return groups.some((group, index) => group !== workflow.groups[index]) ? { ...workflow, groups } : workflow;
}

function withColor<T extends { readonly color?: string | undefined }>(each: T, color: string | undefined): T {
  if (each.color === color) return each;
  return color === undefined ? (without(each, 'color') as T) : { ...each, color };
}
