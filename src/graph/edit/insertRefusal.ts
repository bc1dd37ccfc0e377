import { DEEPEST, treeOf } from '../blocks/tree.ts';
import { LIMITS } from '../workflow/counts.ts';
import type { Workflow } from '../workflow/schema.ts';
import { TOO_DEEP, TOO_MANY_BLOCKS } from './blockLimits.ts';
import type { Subgraph } from './subgraph.ts';

/**
 * Why a part cannot be put into a workflow, into a block of it or into none, as a sentence; undefined when it can. A file
 * with more would be saved and then not open again.
 */
export function insertRefusal(workflow: Workflow, part: Subgraph, open: string | null): string | undefined {
  const { around } = treeOf(workflow);
  const inner = treeOf(part);
  const base = open === null ? 0 : 1 + around(open).length;
  if (part.blocks.some(({ id }) => base + 1 + inner.around(id).length > DEEPEST)) {
    return `${TOO_DEEP} Insert it further out, or dissolve a block around it.`;
  }
  if ((workflow.blocks?.length ?? 0) + part.blocks.length > LIMITS.blocks) return TOO_MANY_BLOCKS;
  const full = (['nodes', 'links', 'groups'] as const).find((what) => {
    const more = part[what].length;
    return more > 0 && workflow[what].length + more > LIMITS[what];
  });
  return full && `A workflow can have ${LIMITS[full].toLocaleString('en')} ${full} at most.`;
}
