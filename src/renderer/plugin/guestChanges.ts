import type { Graph, GraphNode } from './litegraph/types.ts';

const listeners = new WeakMap<Graph, Set<() => void>>();

/** Says that a value or a wire of a node is another one now. */
export function tellGuestChange({ graph }: GraphNode): void {
  if (graph) for (const listener of listeners.get(graph) ?? []) listener();
}

/** @returns the function that ends listening. */
export function onGuestChange(graph: Graph, listener: () => void): () => void {
  const known = listeners.get(graph) ?? new Set();
  listeners.set(graph, known.add(listener));
  return () => void known.delete(listener);
}
