import type { NodeEntry } from './registry.ts';

/** How many wires an input needs before its node can run: none where it is optional or a parameter stands in for it. */
export function wiresNeeded(entry: Pick<NodeEntry, 'inputs' | 'parameters'>, input: string): number {
  const declared = Object.hasOwn(entry.inputs, input) ? entry.inputs[input] : undefined;
  if (!declared) return 0;
  const { optional, repeat } = declared.options;
  if (repeat) return repeat.min;
  return optional || Object.hasOwn(entry.parameters.shape, input) ? 0 : 1;
}
