import type { Workflow, WorkflowGroup } from '../workflow/schema.ts';
import { freeId } from './addNode.ts';
import { estimated, type Measures } from './measures.ts';
import { moveNodes } from './moveNodes.ts';
import { type Point, storable, translate } from './point.ts';
import type { Ids } from './updateNodes.ts';

/** Between a frame and the nodes in it. */
export const frameMargin = { side: 20, top: 56 } as const;

/** A frame around the nodes, behind them. */
export function groupNodes(workflow: Workflow, ids: Ids, title: string, measures: Measures = estimated): Workflow {
  const wanted = new Set(ids);
  const boxes = workflow.nodes
    .filter((node) => wanted.has(node.id))
    .map((node) => ({ from: node.position, to: translate(node.position, measures.sizeOf(node)) }));
  if (boxes.length === 0 || workflow.groups.length >= 1000) return workflow;
  const left = Math.min(...boxes.map((box) => box.from[0])) - frameMargin.side;
  const top = Math.min(...boxes.map((box) => box.from[1])) - frameMargin.top;
  const right = Math.max(...boxes.map((box) => box.to[0])) + frameMargin.side;
  const bottom = Math.max(...boxes.map((box) => box.to[1])) + frameMargin.side;
  const group: WorkflowGroup = {
    id: freeId(new Set(workflow.groups.map((each) => each.id)), 'group'),
    title: title.slice(0, 200),
    position: storable([left, top]),
    size: storable([right - left, bottom - top]),
  };
  return { ...workflow, groups: [...workflow.groups, group] };
}

/** Takes the frame away, the nodes stay. */
export function ungroup(workflow: Workflow, id: string): Workflow {
  const groups = workflow.groups.filter((group) => group.id !== id);
  return groups.length === workflow.groups.length ? workflow : { ...workflow, groups };
}

/** Ids of the nodes whose top left corner lies inside the group. */
export function nodesInGroup(workflow: Workflow, group: WorkflowGroup): string[] {
  const inside = (point: Point, axis: 0 | 1) =>
    point[axis] >= group.position[axis] && point[axis] <= group.position[axis] + group.size[axis];
  return workflow.nodes.filter((node) => inside(node.position, 0) && inside(node.position, 1)).map((node) => node.id);
}

export function updateGroup(
  workflow: Workflow,
  id: string,
  change: Partial<Pick<WorkflowGroup, 'title' | 'position' | 'size' | 'color'>>,
): Workflow {
  if (!workflow.groups.some((group) => group.id === id)) return workflow;
  const groups = workflow.groups.map((group) => {
    if (group.id !== id) return group;
    const next = { ...group, ...change };
    return { ...next, title: next.title.slice(0, 200), position: storable(next.position), size: storable(next.size) };
  });
  return { ...workflow, groups };
}

/** Moves the group and what lies in it. */
export function moveGroup(workflow: Workflow, id: string, by: Point): Workflow {
  const group = workflow.groups.find((each) => each.id === id);
  if (!group) return workflow;
  const moved = moveNodes(workflow, nodesInGroup(workflow, group), by);
  return updateGroup(moved, id, { position: translate(group.position, by) });
}
