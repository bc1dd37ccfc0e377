import type { NodeState } from '../state/document/editor.ts';
import type { GraphNode } from './litegraph/types.ts';

const states = new WeakMap<GraphNode, NodeState>();

/** What runs have told of a node that lives in somebody else's editor. */
export function guestState(node: GraphNode): NodeState | undefined {
  return states.get(node);
}

export function setGuestState(node: GraphNode, state: NodeState): void {
  states.set(node, state);
  node.setDirtyCanvas(true, true);
}
