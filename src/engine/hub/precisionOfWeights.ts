import type { Precision } from '../../protocol/types.ts';
import type { StoredTensor, WeightFormat } from '../checkpoints/weights.ts';
import { mostBytes } from '../networkFiles/weightPrecision.ts';

const precisions: Partial<Readonly<Record<WeightFormat, Precision>>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8',
  F8_E5M2: 'float8',
};

/** How most bytes of these weights are stored; empty where none are. */
export function precisionOfWeights(tensors: Iterable<StoredTensor>): string {
  const bytes = new Map<Precision, number>();
  for (const { format, bytes: count } of tensors) {
    const precision = precisions[format];
    if (precision) bytes.set(precision, (bytes.get(precision) ?? 0) + count);
  }
  return mostBytes(bytes) ?? '';
}
