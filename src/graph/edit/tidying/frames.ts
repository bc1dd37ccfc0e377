import type { Workflow, WorkflowGroup } from '../../workflow/schema.ts';
import { seenSize } from '../grouping/collapseGroup.ts';
import { type GroupContents, groupContents } from '../grouping/groupContents.ts';
import { groupsInSight } from '../grouping/outOfSight.ts';
import { frameMargin } from '../groups.ts';
import type { Point } from '../point.ts';
import { boxAround, layOut, moved, type Places, type Things } from './layOut.ts';
import type { Wire } from './pulls.ts';

/** A group with its nodes laid out inside: outside it counts as one thing. */
export interface Frame {
  readonly group: WorkflowGroup;
  readonly size: Point;
  /** Of its nodes, from its own corner. */
  readonly places: Places;
  /** Groups that go along with it: those that lie in a collapsed one. */
  readonly groups: readonly string[];
}

/** The groups whose nodes are all among `ids`. A node that lies in several groups belongs to the smallest. */
export function framesOf(
  workflow: Workflow,
  ids: readonly string[],
  wires: readonly Wire[],
  things: Things,
): readonly Frame[] {
  const free = new Set(ids);
  const area = (group: WorkflowGroup) => seenSize(group)[0] * seenSize(group)[1];
  const groups = [...groupsInSight(workflow)].sort((one, other) => area(one) - area(other));
  const wiresFrom = new Map(ids.map((id) => [id, [] as Wire[]]));
  for (const wire of wires) wiresFrom.get(wire.from)?.push(wire);
  return groups.flatMap((group) => {
    const contents = groupContents(workflow, group);
    if (contents.nodes.length === 0 || !contents.nodes.every((id) => free.has(id))) return [];
    const within = new Set(contents.nodes);
    const members = ids.filter((id) => within.has(id));
    for (const id of members) free.delete(id);
    if (group.collapsed) return [boxOf(workflow, group, contents)];
    const wiresInside = members.flatMap((id) => wiresFrom.get(id) ?? []);
    return [{ group, groups: [], ...laidOut(members, wiresInside, things) }];
  });
}

function laidOut(members: readonly string[], wires: readonly Wire[], things: Things): Pick<Frame, 'size' | 'places'> {
  const laid = layOut(members, wires, things, 0);
  const box = boxAround(laid, things.sizeOf);
  return {
    places: moved(laid, [frameMargin.side - box.x, frameMargin.top - box.y]),
    size: [Math.ceil(box.width) + 2 * frameMargin.side, Math.ceil(box.height) + frameMargin.top + frameMargin.side],
  };
}

/** What is out of sight stays as it is, wherever the box goes that stands for it. */
function boxOf(workflow: Workflow, group: WorkflowGroup, { nodes, groups }: GroupContents): Frame {
  const within = new Set(nodes);
  const [x, y] = group.position;
  const places = workflow.nodes
    .filter(({ id }) => within.has(id))
    .map(({ id, position }): [string, Point] => [id, [position[0] - x, position[1] - y]]);
  return { group, groups, size: seenSize(group), places: new Map(places) };
}
