import type { Workflow } from '../../workflow/schema.ts';
import type { Ids } from '../updateNodes.ts';
import { groupContents } from './groupContents.ts';
import { outOfSight } from './outOfSight.ts';

/** The collapsed groups all of whose nodes and blocks are among these: who selects them means the box that stands for them. */
export function selectedBoxes(workflow: Workflow, ids: Ids): ReadonlySet<string> {
  const boxes = workflow.groups.filter((group) => group.collapsed);
  if (boxes.length === 0) return new Set();
  const chosen = new Set(ids);
  const { aroundNode } = outOfSight(workflow.groups);
  const members = [...workflow.nodes, ...(workflow.blocks ?? [])];
  const isChosen = (box: string) => {
    const within = members.filter((each) => aroundNode(each).includes(box));
    return within.length > 0 && within.every(({ id }) => chosen.has(id));
  };
  const found = boxes.filter(({ id }) => isChosen(id));
  return new Set(found.flatMap((group) => [group.id, ...groupContents(workflow, group).groups]));
}
