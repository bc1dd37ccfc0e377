import type { LinkEnd } from '../workflow/link.ts';
import type { WorkflowNode } from '../workflow/schema.ts';
import type { Point } from './point.ts';

/** How large nodes are and where their ports stand, in graph units. */
export interface Measures {
  sizeOf(node: WorkflowNode): Point;
  /** From the top of its node down to the middle of the port. */
  portTop(side: 'input' | 'output', end: LinkEnd): number;
}

const FIRST_ROW = 43;

/** Of nodes that were never drawn; the canvas knows better and hands in its own. */
export const estimated: Measures = {
  sizeOf(node) {
    if (node.collapsed) return [160, 26];
    return node.size ?? [220, 74 + 24 * Object.keys(node.parameters).length];
  },
  portTop: () => FIRST_ROW,
};
