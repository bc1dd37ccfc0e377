import type { Value } from '../../onnx/graph.ts';
import { add, matrixProduct, multiply, softmax } from '../../onnx/operators/arithmetic.ts';
import { reshape, transpose } from '../../onnx/operators/shapes.ts';

export interface Heads {
  readonly count: number;
  /** Of all heads together. */
  readonly width: number;
}

/**
 * softmax(Q Kᵀ / √d + mask) V by heads (Vaswani et al. 2017), of queries [B, N, width] and keys and values [B, M, width].
 * `mask` is added to the scores [B, heads, N, M].
 */
export function attend(queries: Value, keys: Value, values: Value, heads: Heads, mask?: Value): Value {
  const scale = 1 / Math.sqrt(heads.width / heads.count);
  const q = multiply(byHead(queries, heads, [0, 2, 1, 3]), scale);
  const k = byHead(keys, heads, [0, 2, 3, 1]);
  const v = byHead(values, heads, [0, 2, 1, 3]);
  const scores = matrixProduct(q, k);
  const attended = matrixProduct(softmax(mask ? add(scores, mask) : scores), v);
  return reshape(transpose(attended, [0, 2, 1, 3]), [0, 0, heads.width]);
}

function byHead(x: Value, { count, width }: Heads, order: readonly number[]): Value {
  return transpose(reshape(x, [0, 0, count, width / count]), order);
}
