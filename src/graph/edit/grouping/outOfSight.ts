import type { Workflow, WorkflowGroup, WorkflowNode } from '../../workflow/schema.ts';

/** Which nodes and groups collapsed groups are shown in place of. */
export interface OutOfSight {
  /** The collapsed groups around a node, the innermost first: the last one is seen in its place. */
  aroundNode(node: Pick<WorkflowNode, 'group'>): readonly string[];
  aroundGroup(group: WorkflowGroup): readonly string[];
}

const NONE: readonly string[] = [];
const NOTHING: OutOfSight = { aroundNode: () => NONE, aroundGroup: () => NONE };

/** A group that is named and not there, or open, hides nothing: whatever a file says, no node is lost. */
export function outOfSight(groups: readonly WorkflowGroup[]): OutOfSight {
  const collapsed = new Map(groups.filter((group) => group.collapsed).map((group) => [group.id, group]));
  if (collapsed.size === 0) return NOTHING;
  const chains = new Map([...collapsed.keys()].map((id) => [id, chainFrom(id, collapsed)]));
  const chainOf = (id: string | undefined) => chains.get(id ?? '') ?? NONE;
  return {
    aroundNode: ({ group }) => chainOf(group),
    aroundGroup: ({ id, group }) => (collapsed.has(id) ? chainOf(id).slice(1) : chainOf(group)),
  };
}

/** A group and the collapsed ones around it. Those that a file puts into each other stand by themselves. */
function chainFrom(id: string, collapsed: ReadonlyMap<string, WorkflowGroup>): readonly string[] {
  const chain = [id];
  const passed = new Set(chain);
  for (let around = collapsed.get(id)?.group; around !== undefined && collapsed.has(around); ) {
    if (passed.has(around)) return [id];
    chain.push(around);
    passed.add(around);
    around = collapsed.get(around)?.group;
  }
  return chain;
}

/** The groups that are seen: those that lie in no collapsed one. */
export function groupsInSight({ groups }: Pick<Workflow, 'groups'>): readonly WorkflowGroup[] {
  const { aroundGroup } = outOfSight(groups);
  return groups.filter((group) => aroundGroup(group).length === 0);
}

/** The nodes that are seen: those that no collapsed group is shown in place of. */
export function nodesInSight({ nodes, groups }: Pick<Workflow, 'nodes' | 'groups'>): readonly WorkflowNode[] {
  const { aroundNode } = outOfSight(groups);
  return nodes.filter((node) => aroundNode(node).length === 0);
}
