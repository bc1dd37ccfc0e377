import type { Workflow } from '../../workflow/schema.ts';
import type { Ids } from '../updateNodes.ts';
import { groupContents } from './groupContents.ts';

/** The collapsed groups all of whose nodes are among these: who selects them means the box that stands for them. */
export function selectedBoxes(workflow: Workflow, ids: Ids): ReadonlySet<string> {
  const boxes = workflow.groups.filter((group) => group.collapsed);
  if (boxes.length === 0) return new Set();
  const chosen = new Set(ids);
  const isChosen = (nodes: readonly string[]) => nodes.length > 0 && nodes.every((id) => chosen.has(id));
  const found = boxes
    .map((group) => ({ id: group.id, contents: groupContents(workflow, group) }))
    .filter(({ contents }) => isChosen(contents.nodes));
  return new Set(found.flatMap(({ id, contents }) => [id, ...contents.groups]));
}
