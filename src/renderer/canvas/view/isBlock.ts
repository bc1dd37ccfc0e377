import { isEdge } from '../../../graph/blocks/edges.ts';
import { BLOCKS } from '../../../graph/blocks/entry.ts';
import type { NodeView } from './nodeView.ts';

/** Whether a node stands for a block that can be opened. */
export function isBlock({ id, entry }: Pick<NodeView, 'id' | 'entry'>): boolean {
  return entry?.category === BLOCKS && !isEdge(id);
}
