import { LIMITS } from '../workflow/counts.ts';
import type { Workflow, WorkflowGroup } from '../workflow/schema.ts';
import { freeId, groupIdsOf } from './addNode.ts';
import { release, seenSize } from './grouping/collapseGroup.ts';
import { type GroupContents, groupContents } from './grouping/groupContents.ts';
import { outOfSight } from './grouping/outOfSight.ts';
import { estimated, type Measures } from './measures.ts';
import { moveNodes } from './moveNodes.ts';
import { type Point, storable, translate } from './point.ts';
import type { Ids } from './updateNodes.ts';

/** Between a frame and the nodes in it. */
export const frameMargin = { side: 20, top: 56 } as const;

/** A frame around the nodes, behind them; around the whole of a collapsed group that some of them lie in. */
export function groupNodes(workflow: Workflow, ids: Ids, title: string, measures: Measures = estimated): Workflow {
  const frame = frameAround(workflow, { nodes: [...ids], groups: [] }, measures);
  if (!frame || workflow.groups.length >= LIMITS.groups) return workflow;
  const group: WorkflowGroup = {
    id: freeId(groupIdsOf(workflow), 'group'),
    title: title.slice(0, 200),
    ...frame,
  };
  return { ...workflow, groups: [...workflow.groups, group] };
}

/** The frame as small as what lies in it allows. */
export function fitGroup(workflow: Workflow, id: string, measures: Measures = estimated): Workflow {
  const group = workflow.groups.find((each) => each.id === id);
  const frame = group && !group.collapsed && frameAround(workflow, groupContents(workflow, group), measures);
  return frame ? updateGroup(workflow, id, frame) : workflow;
}

type Frame = Pick<WorkflowGroup, 'position' | 'size'>;

/** Around what is seen of nodes and groups; undefined where that is nothing. */
function frameAround(workflow: Workflow, contents: GroupContents, measures: Measures): Frame | undefined {
  const { aroundNode, aroundGroup } = outOfSight(workflow.groups);
  const chosen = new Set(contents.nodes);
  const nodes = workflow.nodes.filter(({ id }) => chosen.has(id));
  const boxes = new Set(nodes.flatMap((node) => aroundNode(node).slice(-1)).concat(contents.groups));
  const seen = [
    ...nodes
      .filter((node) => aroundNode(node).length === 0)
      .map((node) => ({ position: node.position, size: measures.sizeOf(node) })),
    ...workflow.groups
      .filter((group) => boxes.has(group.id) && aroundGroup(group).length === 0)
      .map((group) => ({ position: group.position, size: seenSize(group) })),
  ];
  if (seen.length === 0) return undefined;
  const left = Math.min(...seen.map(({ position }) => position[0])) - frameMargin.side;
  const top = Math.min(...seen.map(({ position }) => position[1])) - frameMargin.top;
  const right = Math.max(...seen.map(({ position, size }) => position[0] + size[0])) + frameMargin.side;
  const bottom = Math.max(...seen.map(({ position, size }) => position[1] + size[1])) + frameMargin.side;
  return { position: storable([left, top]), size: storable([right - left, bottom - top]) };
}

/** Takes the frame away, the nodes stay; those of a collapsed one come into sight. */
export function ungroup(workflow: Workflow, id: string): Workflow {
  if (!workflow.groups.some((group) => group.id === id)) return workflow;
  const { nodes, groups } = release(workflow, id, (group) => group);
  return { ...workflow, nodes, groups: groups.filter((group) => group.id !== id) };
}

/** Ids of the nodes that lie in the group. */
export function nodesInGroup(workflow: Workflow, group: WorkflowGroup): readonly string[] {
  return groupContents(workflow, group).nodes;
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
  const { nodes, groups } = groupContents(workflow, group);
  return moveGroups(moveNodes(workflow, nodes, by), [id, ...groups], by);
}

/** Moves frames and boxes alone. */
export function moveGroups(workflow: Workflow, ids: Ids, by: Point): Workflow {
  const wanted = new Set(ids);
  const moved = workflow.groups.filter(({ id }) => wanted.has(id));
  return placeGroups(workflow, new Map(moved.map(({ id, position }) => [id, translate(position, by)])));
}

/** Puts frames and boxes at absolute positions, without what lies in them. */
export function placeGroups(workflow: Workflow, positions: ReadonlyMap<string, Point>): Workflow {
  if (positions.size === 0) return workflow;
  const groups = workflow.groups.map((group) => {
    const position = positions.get(group.id);
    return position ? { ...group, position: storable(position) } : group;
  });
  return { ...workflow, groups };
}
