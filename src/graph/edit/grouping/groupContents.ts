import type { Workflow, WorkflowGroup } from '../../workflow/schema.ts';
import type { Point } from '../point.ts';
import { outOfSight } from './outOfSight.ts';

/** What moves, runs and goes with a group, by ids. */
export interface GroupContents {
  readonly nodes: readonly string[];
  readonly groups: readonly string[];
}

/**
 * What lies in a group. In an open one: nodes whose top left corner lies inside its frame, frames that lie inside as a whole,
 * and collapsed groups by their corner, with all that they are shown in place of. In a collapsed one: what names it.
 */
export function groupContents(workflow: Workflow, group: WorkflowGroup): GroupContents {
  const { aroundNode, aroundGroup } = outOfSight(workflow.groups);
  const others = workflow.groups.filter((other) => other !== group);
  const isSeenBoxIn = (other: WorkflowGroup, frame: WorkflowGroup) =>
    other.collapsed && aroundGroup(other).length === 0 && isInFrame(other.position, frame);
  const holders = new Set(
    group.collapsed ? [group.id] : others.filter((other) => isSeenBoxIn(other, group)).map(({ id }) => id),
  );
  const isIn = (around: readonly string[], inFrame: () => boolean) =>
    around.length > 0 ? around.some((id) => holders.has(id)) : !group.collapsed && inFrame();
  return {
    nodes: workflow.nodes
      .filter((node) => isIn(aroundNode(node), () => isInFrame(node.position, group)))
      .map(({ id }) => id),
    groups: others
      .filter((other) => isIn(aroundGroup(other), () => holders.has(other.id) || isWhollyInFrame(other, group)))
      .map(({ id }) => id),
  };
}

function isInFrame(point: Point, { position, size }: WorkflowGroup): boolean {
  const inside = (axis: 0 | 1) => point[axis] >= position[axis] && point[axis] <= position[axis] + size[axis];
  return inside(0) && inside(1);
}

function isWhollyInFrame({ collapsed, position, size }: WorkflowGroup, frame: WorkflowGroup): boolean {
  const end: Point = [position[0] + size[0], position[1] + size[1]];
  return !collapsed && isInFrame(position, frame) && isInFrame(end, frame);
}
