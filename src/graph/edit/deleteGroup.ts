import type { Workflow } from '../workflow/schema.ts';
import { groupContents } from './grouping/groupContents.ts';
import { removeNodes } from './removeNodes.ts';

/** Removes a group with the nodes and groups in it. */
export function deleteGroup(workflow: Workflow, id: string): Workflow {
  const group = workflow.groups.find((each) => each.id === id);
  if (!group) return workflow;
  const { nodes, groups } = groupContents(workflow, group);
  const gone = new Set([id, ...groups]);
  const left = removeNodes(workflow, nodes);
  return { ...left, groups: left.groups.filter((each) => !gone.has(each.id)) };
}
