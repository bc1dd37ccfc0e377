import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { GraphNode } from './litegraph/types.ts';

/** Keeps our nodes apart from those that an editor has of the same name. */
const PREFIX = 'arcspace/';

/** What litegraph calls a kind of node of ours. */
export function guestType(type: string): string {
  return `${PREFIX}${type}`;
}

/** The declaration of a node in somebody else's editor; undefined for one that is not ours. */
export function guestEntry(registry: NodeRegistry, node: GraphNode | null | undefined): NodeEntry | undefined {
  return node?.type?.startsWith(PREFIX) ? registry.get(node.type.slice(PREFIX.length)) : undefined;
}
