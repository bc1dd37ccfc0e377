import type { NodeRegistry } from '../registry.ts';

/** A registry that counts how often it is asked: a measure of work that is the same on every machine. */
export function countingRegistry(nodes: NodeRegistry): { readonly registry: NodeRegistry; lookUps(): number } {
  let count = 0;
  const registry = new Map(nodes);
  const { get } = registry;
  registry.get = (type) => {
    count++;
    return get.call(registry, type);
  };
  return { registry, lookUps: () => count };
}
