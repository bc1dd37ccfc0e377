import type { Workflow } from '../workflow/schema.ts';
import { type Point, translate } from './point.ts';
import { without } from './updateNodes.ts';

/** Puts what lies in a block where the block lies, as it stood there: moved as the block was moved since it was made. */
export function dissolveBlock(workflow: Workflow, id: string): Workflow {
  const block = (workflow.blocks ?? []).find((each) => each.id === id);
  if (!block) return workflow;
  const [x, y] = block.origin ?? block.position;
  const by: Point = [block.position[0] - x, block.position[1] - y];
  const out = <T extends { readonly block?: string | undefined; readonly position: Point }>(each: T): T => {
    if (each.block !== id) return each;
    const moved = { ...each, position: by[0] === 0 && by[1] === 0 ? each.position : translate(each.position, by) };
    return (block.block === undefined ? without(moved, 'block') : { ...moved, block: block.block }) as T;
  };
  const blocks = (workflow.blocks ?? []).filter((each) => each !== block).map(out);
  const { blocks: _, ...rest } = workflow;
  return {
    ...rest,
    nodes: workflow.nodes.map(out),
    groups: workflow.groups.map(out),
    ...(blocks.length > 0 && { blocks }),
  };
}

/** The ids of what lies right in a block, to be selected once it is dissolved. */
export function partsOf(workflow: Workflow, id: string): string[] {
  return [...workflow.nodes, ...(workflow.blocks ?? [])].filter(({ block }) => block === id).map((each) => each.id);
}
