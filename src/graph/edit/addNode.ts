import type { NodeEntry } from '../registry.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { type Point, storable } from './point.ts';

const ID_LENGTH = 150;

/** The first of `slerp`, `slerp_2`, `slerp_3`, ... that is not taken. Characters that ids may not hold become `_`. */
export function freeId(taken: ReadonlySet<string>, wish: string): string {
  const base = wish.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, ID_LENGTH) || 'node';
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** Of nodes and blocks, which share their names; of a level of a workflow also those that are not seen from it. */
export function idsOf(workflow: Workflow): Set<string> {
  return new Set([...workflow.nodes, ...(workflow.blocks ?? [])].map(({ id }) => id).concat(elsewhere(workflow)));
}

/** Of groups, of all levels of a workflow: what lies in a group names it, so no two may have the same. */
export function groupIdsOf(workflow: Workflow): Set<string> {
  return new Set(workflow.groups.map(({ id }) => id).concat(elsewhere(workflow)));
}

function elsewhere(workflow: Workflow): readonly string[] {
  return Array.isArray(workflow.elsewhere) ? workflow.elsewhere : [];
}

/** A node of this kind with a free, readable id; `addNode` puts it into the workflow. */
export function newNode(
  workflow: Workflow,
  entry: Pick<NodeEntry, 'type' | 'version'>,
  position: Point,
  parameters: Record<string, unknown> = {},
): WorkflowNode {
  return {
    id: freeId(idsOf(workflow), entry.type),
    type: entry.type,
    version: entry.version,
    position: storable(position),
    mode: 'on',
    parameters,
  };
}

/** Leaves the workflow as it is when the id is taken. */
export function addNode(workflow: Workflow, node: WorkflowNode): Workflow {
  if (idsOf(workflow).has(node.id)) return workflow;
  return { ...workflow, nodes: [...workflow.nodes, node] };
}
