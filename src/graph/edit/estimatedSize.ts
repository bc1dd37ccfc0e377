import type { WorkflowNode } from '../workflow/schema.ts';
import type { Point } from './point.ts';

export type SizeOf = (node: WorkflowNode) => Point;

/** Size of a node that was never measured; the canvas knows better and may hand in its own. */
export const estimatedSize: SizeOf = (node) => {
  if (node.collapsed) return [160, 26];
  return node.size ?? [220, 74 + 24 * Object.keys(node.parameters).length];
};
