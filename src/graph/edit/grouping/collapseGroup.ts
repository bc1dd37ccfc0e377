import { isEdge } from '../../blocks/edges.ts';
import type { Workflow, WorkflowGroup } from '../../workflow/schema.ts';
import type { Point } from '../point.ts';
import { without } from '../updateNodes.ts';
import { groupContents } from './groupContents.ts';
import { outOfSight } from './outOfSight.ts';

/** How large a collapsed group is. Graph units. */
export const COLLAPSED_SIZE: Point = [220, 64];

/** How large a group is seen. */
export function seenSize({ collapsed, size }: WorkflowGroup): Point {
  return collapsed ? COLLAPSED_SIZE : size;
}

/** Shows a group as one box in place of what lies in it, or opens it again. What lies in it stays where it is. */
export function setGroupCollapsed(workflow: Workflow, id: string, collapsed: boolean): Workflow {
  const group = workflow.groups.find((each) => each.id === id);
  if (!group || (group.collapsed ?? false) === collapsed) return workflow;
  return collapsed
    ? collapse(workflow, group)
    : release(workflow, id, (each) => without(each, 'collapsed') as WorkflowGroup);
}

/** Edges of an open block stay in sight: they are how it is wired to what is around it. */
function collapse(workflow: Workflow, group: WorkflowGroup): Workflow {
  const loose = release(workflow, group.id, (each) => each);
  const { aroundNode, aroundGroup } = outOfSight(loose.groups);
  const contents = groupContents(loose, group);
  const [nodes, groups] = [new Set(contents.nodes), new Set(contents.groups)];
  return {
    ...loose,
    nodes: loose.nodes.map((node) =>
      nodes.has(node.id) && aroundNode(node).length === 0 && !isEdge(node.id) ? { ...node, group: group.id } : node,
    ),
    groups: loose.groups.map((each) => {
      if (each.id === group.id) return { ...each, collapsed: true };
      return groups.has(each.id) && aroundGroup(each).length === 0 ? { ...each, group: group.id } : each;
    }),
  };
}

/** Nothing names the group any longer as the one that it is out of sight in. */
export function release(workflow: Workflow, id: string, change: (group: WorkflowGroup) => WorkflowGroup): Workflow {
  const freed = <T extends { readonly group?: string | undefined }>(each: T): T =>
    each.group === id ? (without(each, 'group') as T) : each;
  const groups = workflow.groups.map((each) => (each.id === id ? change(each) : freed(each)));
  const isHolding = workflow.nodes.some((node) => node.group === id);
  return { ...workflow, groups, nodes: isHolding ? workflow.nodes.map(freed) : workflow.nodes };
}
