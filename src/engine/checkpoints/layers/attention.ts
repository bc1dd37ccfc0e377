import type { Value } from '../../onnx/graph.ts';
import { float } from '../../onnx/onnxModel.ts';

export interface Heads {
  readonly count: number;
  /** Of all heads together. */
  readonly width: number;
}

export interface Scores {
  /** Added to the scores, [B or 1, heads or 1, N, M]. */
  readonly bias?: Value;
  /** What the products are multiplied with, 1 / √(width of a head) unless it is said. */
  readonly scale?: number;
}

/**
 * softmax(scale · Q Kᵀ + bias) V by heads (Vaswani et al. 2017), of queries [B, N, width] and keys and values [B, M, width]. One operator
 * of the runtime, which holds no matrix of N x M scores where there is no bias: on two cores .75 to .95 of the time of products and a
 * softmax for every shape of Stable Diffusion's, and for the one wide head of the VAE 1.2.
 */
export function attend(queries: Value, keys: Value, values: Value, heads: Heads, scores: Scores = {}): Value {
  const { bias, scale = 1 / Math.sqrt(heads.width / heads.count) } = scores;
  const optional = bias ? [undefined, undefined, bias] : [];
  return queries.graph.node('com.microsoft/MultiHeadAttention', [queries, keys, values, ...optional], {
    num_heads: heads.count,
    scale: float(scale),
  });
}
