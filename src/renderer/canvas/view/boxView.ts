import { seenSize } from '../../../graph/edit/grouping/collapseGroup.ts';
import { groupsInSight, outOfSight } from '../../../graph/edit/grouping/outOfSight.ts';
import type { Workflow, WorkflowGroup, WorkflowNode } from '../../../graph/workflow/schema.ts';
import type { NodeState } from '../../state/document/editor.ts';
import type { Rect } from './rect.ts';

/** A collapsed group as it is painted and hit: one box in place of its nodes. */
export interface BoxView {
  readonly group: WorkflowGroup;
  readonly rect: Rect;
  /** Ids of the nodes that it is shown in place of. */
  readonly nodes: ReadonlySet<string>;
  /** What its nodes are at, as far as it must be seen. */
  readonly status: 'failed' | 'running' | undefined;
  /** Whether runs pass all of its nodes by. */
  readonly isBypassed: boolean;
}

/** Groups as they are seen. */
export interface GroupsInSight {
  /** Open groups. */
  readonly frames: readonly WorkflowGroup[];
  readonly boxes: readonly BoxView[];
  /** By the id of a node that is out of sight, the box that is seen in its place. */
  readonly boxOf: ReadonlyMap<string, BoxView>;
}

type States = ReadonlyMap<string, NodeState>;

export function viewGroups(workflow: Workflow, states: States): GroupsInSight {
  const seen = groupsInSight(workflow);
  const members = membersOf(workflow);
  const boxes = seen
    .filter((group) => group.collapsed)
    .map((group) => boxView(group, members.get(group.id) ?? [], states));
  return {
    frames: seen.filter((group) => !group.collapsed),
    boxes,
    boxOf: new Map(boxes.flatMap((box) => [...box.nodes].map((id) => [id, box] as const))),
  };
}

/** By the collapsed group that is seen, the nodes that it is shown in place of. */
function membersOf({ nodes, groups }: Workflow): ReadonlyMap<string, WorkflowNode[]> {
  const { aroundNode } = outOfSight(groups);
  const members = new Map<string, WorkflowNode[]>();
  for (const node of nodes) {
    const group = aroundNode(node).at(-1);
    if (group === undefined) continue;
    const known = members.get(group);
    if (known) known.push(node);
    else members.set(group, [node]);
  }
  return members;
}

function boxView(group: WorkflowGroup, members: readonly WorkflowNode[], states: States): BoxView {
  const [width, height] = seenSize(group);
  const has = (status: NodeState['status']) => members.some(({ id }) => states.get(id)?.status === status);
  return {
    group,
    rect: { x: group.position[0], y: group.position[1], width, height },
    nodes: new Set(members.map(({ id }) => id)),
    status: has('failed') ? 'failed' : has('running') ? 'running' : undefined,
    isBypassed: members.length > 0 && members.every(({ mode }) => mode === 'bypass'),
  };
}
