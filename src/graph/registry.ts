import type { NodeDefinition } from './defineNode.ts';

export interface NodeEntry extends NodeDefinition {
  /** Folder of the node: "interpolation", "image", ... */
  readonly category: string;
}

export type NodeRegistry = ReadonlyMap<string, NodeEntry>;

/** @throws Error when two nodes claim one type. */
export function createRegistry(categories: Readonly<Record<string, readonly NodeDefinition[]>>): NodeRegistry {
  const registry = new Map<string, NodeEntry>();
  for (const [category, nodes] of Object.entries(categories)) {
    for (const node of nodes) {
      if (registry.has(node.type)) throw new Error(`two nodes are called ${node.type}`);
      registry.set(node.type, { ...node, category });
    }
  }
  return registry;
}
