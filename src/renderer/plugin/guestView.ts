import type { NodeEntry } from '../../graph/registry.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { createNodeView, type NodeView, type Wired } from '../canvas/view/nodeView.ts';
import { sizes } from '../theme/tokens.ts';
import { guestState } from './guestState.ts';
import type { GraphNode, Slot } from './litegraph/types.ts';

/** Numbers of nodes are litegraph's; a readable id is made of them. */
export function guestId(entry: Pick<NodeEntry, 'type'>, node: GraphNode): string {
  return `${entry.type}_${node.id}`;
}

/** A node of a litegraph editor as the workflow format has it. Litegraph measures from below the title. */
export function guestNode(entry: NodeEntry, node: GraphNode): WorkflowNode {
  return {
    id: guestId(entry, node),
    type: entry.type,
    version: entry.version,
    position: [Number(node.pos[0]), Number(node.pos[1]) - sizes.header],
    mode: 'on',
    parameters: { ...node.properties },
    ...(node.title === entry.title ? {} : { title: node.title }),
    ...(node.size[0] > 0 ? { size: [node.size[0], node.size[1] + sizes.header] as const } : {}),
    ...(node.flags.collapsed ? { collapsed: true } : {}),
  };
}

function names(slots: readonly Slot[], taken: (slot: Slot) => boolean): Set<string> {
  return new Set(slots.filter(taken).map((slot) => slot.name));
}

function wiredOf(node: GraphNode): Wired {
  return {
    inputs: names(node.inputs, (slot) => slot.link !== null && slot.link !== undefined),
    outputs: names(node.outputs, (slot) => (slot.links?.length ?? 0) > 0),
  };
}

/** The same view that our own editor paints. */
export function guestView(entry: NodeEntry, node: GraphNode): NodeView {
  return createNodeView(guestNode(entry, node), entry, wiredOf(node), guestState(node));
}
