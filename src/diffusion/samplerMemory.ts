import type { Tensor } from '../tensor/tensor.ts';

/**
 * What a sampler remembers, with each of its tensors changed: a memory is made of tensors with a batch axis, arrays and
 * plain facts, and must follow when items are taken out of a batch or repeated.
 */
export function withTensors<T>(memory: T, change: (tensor: Tensor) => Tensor): T {
  if (typeof memory !== 'object' || memory === null) return memory;
  if (isTensor(memory)) return change(memory) as T;
  if (Array.isArray(memory)) return memory.map((entry) => withTensors(entry, change)) as T;
  return Object.fromEntries(Object.entries(memory).map(([name, value]) => [name, withTensors(value, change)])) as T;
}

function isTensor(value: object): value is Tensor {
  return 'data' in value && value.data instanceof Float32Array;
}
