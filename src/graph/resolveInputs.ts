import { batchItem, batchSize, type Tensor } from '../tensor/tensor.ts';
import type { PlannedNode } from './plan.ts';
import type { Port } from './port.ts';
import { ArcspaceError } from './problem.ts';
import type { ImageSet } from './values.ts';

/**
 * The values that a node computes with: what its wires carry, repeated ports as arrays in order, and the parameter of
 * the same name where an input has no wire. A number that reaches a `numbers` input is a list of one, a batch of pictures
 * that reaches an `image_set` is a set.
 */
export function resolveInputs(
  node: PlannedNode,
  values: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): Record<string, unknown> {
  const wired = (port: string) => {
    const end = node.inputs.get(port);
    return end && values.get(end.node)?.[end.port];
  };
  return Object.fromEntries(
    Object.entries(node.definition.inputs).map(([name, declared]) => {
      const { repeat } = declared.options;
      if (repeat) return [name, repeated(name, repeat.max, wired).map((value) => asDeclared(name, value, declared))];
      return [name, asDeclared(name, wired(name) ?? node.parameters[name], declared)];
    }),
  );
}

function repeated(name: string, max: number, wired: (port: string) => unknown): unknown[] {
  return Array.from({ length: max }, (_, index) => wired(`${name}.${index + 1}`)).filter(
    (value) => value !== undefined,
  );
}

function asDeclared(name: string, value: unknown, declared: Port): unknown {
  if (declared.type === 'number' || declared.type === 'numbers') return asNumbers(name, value, declared.type);
  if (declared.type === 'image_set' && value !== undefined) return asImageSet(value as Tensor | ImageSet);
  return value;
}

function asImageSet(value: Tensor | ImageSet): ImageSet {
  if ('read' in value) return value;
  return { count: batchSize(value), read: async (index) => batchItem(value, index) };
}

function asNumbers(name: string, value: unknown, type: 'number' | 'numbers'): unknown {
  if (value === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((element) => Number.isFinite(element))) {
    throw new ArcspaceError(
      'invalid-value',
      `"${name}" received a value that is not a finite number.`,
      'Check the node that makes it.',
      { port: name },
    );
  }
  return type === 'numbers' ? list : list[0];
}
