import type { Workflow } from '../workflow/schema.ts';
import { selectedBoxes } from './grouping/selectedBoxes.ts';
import { moveGroups } from './groups.ts';
import { moveNodes } from './moveNodes.ts';
import type { Point } from './point.ts';
import type { Ids } from './updateNodes.ts';

/** Moves nodes by a distance in graph units, and with them the collapsed groups that are selected as a whole. */
export function moveSelection(workflow: Workflow, ids: Ids, by: Point): Workflow {
  const chosen = new Set(ids);
  return moveGroups(moveNodes(workflow, chosen, by), selectedBoxes(workflow, chosen), by);
}
