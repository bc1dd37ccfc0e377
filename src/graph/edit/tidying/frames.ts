import type { Workflow, WorkflowGroup } from '../../workflow/schema.ts';
import { frameMargin, nodesInGroup } from '../groups.ts';
import type { Point } from '../point.ts';
import { boxAround, layOut, moved, type Places, type SizeOf } from './layOut.ts';
import type { Wire } from './pulls.ts';

/** A group with its nodes laid out inside: outside it counts as one thing. */
export interface Frame {
  readonly group: WorkflowGroup;
  readonly size: Point;
  /** Of its nodes, from its own corner. */
  readonly places: Places;
}

/** The groups whose nodes are all among `ids`. A node that lies in several groups belongs to the smallest. */
export function framesOf(
  workflow: Workflow,
  ids: readonly string[],
  wires: readonly Wire[],
  sizeOf: SizeOf,
): readonly Frame[] {
  const free = new Set(ids);
  const area = ({ size }: WorkflowGroup) => size[0] * size[1];
  const groups = [...workflow.groups].sort((one, other) => area(one) - area(other));
  const wiresFrom = new Map(ids.map((id) => [id, [] as Wire[]]));
  for (const wire of wires) wiresFrom.get(wire.from)?.push(wire);
  return groups.flatMap((group) => {
    const inside = nodesInGroup(workflow, group);
    if (inside.length === 0 || !inside.every((id) => free.has(id))) return [];
    const within = new Set(inside);
    const members = ids.filter((id) => within.has(id));
    for (const id of members) free.delete(id);
    const wiresInside = members.flatMap((id) => wiresFrom.get(id) ?? []);
    const laid = layOut(members, wiresInside, sizeOf, 0);
    const box = boxAround(laid, sizeOf);
    const places = moved(laid, [frameMargin.side - box.x, frameMargin.top - box.y]);
    const size: Point = [
      Math.ceil(box.width) + 2 * frameMargin.side,
      Math.ceil(box.height) + frameMargin.top + frameMargin.side,
    ];
    return [{ group, size, places }];
  });
}
