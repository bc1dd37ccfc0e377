import type { WorkflowBlock, WorkflowNode } from '../workflow/schema.ts';

/** The block as the node is seen that stands for it: where, how large, folded, in which colour and collapsed group. */
export function withLooksOf(block: WorkflowBlock, { position, size, collapsed, color, group }: WorkflowNode) {
  const { size: _, collapsed: __, color: ___, group: ____, ...rest } = block;
  return {
    ...rest,
    position,
    ...(size && { size }),
    ...(collapsed !== undefined && { collapsed }),
    ...(color !== undefined && { color }),
    ...(group !== undefined && { group }),
  };
}
