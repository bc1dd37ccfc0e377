import type { Workflow } from '../workflow/schema.ts';
import { type Point, storable, translate } from './point.ts';
import { type Ids, updateNodes } from './updateNodes.ts';

/** Moves nodes by a distance in graph units. */
export function moveNodes(workflow: Workflow, ids: Ids, by: Point): Workflow {
  if (by[0] === 0 && by[1] === 0) return workflow;
  return updateNodes(workflow, ids, (node) => ({ ...node, position: translate(node.position, by) }));
}

/** Puts nodes at absolute positions. */
export function placeNodes(workflow: Workflow, positions: ReadonlyMap<string, Point>): Workflow {
  return updateNodes(workflow, positions.keys(), (node) => {
    const position = storable(positions.get(node.id) ?? node.position);
    const same = position[0] === node.position[0] && position[1] === node.position[1];
    return same ? node : { ...node, position };
  });
}

export function resizeNode(workflow: Workflow, id: string, size: Point): Workflow {
  return updateNodes(workflow, [id], (node) => ({ ...node, size: storable(size) }));
}
