import { floats, type Tensor } from '../../tensor/tensor.ts';

/**
 * A1111's emphasis: each position of hidden states [1, S, D] times its weight, then all so that the mean is what it was.
 * @param weights S of them.
 */
export function emphasised(hidden: Tensor, weights: readonly number[]): Tensor {
  if (weights.every((weight) => weight === 1)) return hidden;
  const width = hidden.shape[2] ?? 1;
  const data = hidden.data.map((value, i) => value * (weights[Math.floor(i / width)] ?? 1));
  const scale = mean(hidden.data) / mean(data);
  return { data: data.map((value) => value * scale), shape: hidden.shape };
}

/** ComfyUI's weights: each position of hidden states [1, S, D] moves away from what the empty prompt has there. */
export function awayFrom(empty: Tensor, hidden: Tensor, weights: readonly number[]): Tensor {
  const width = hidden.shape[2] ?? 1;
  const data = floats(hidden.data.length);
  for (const [i, value] of hidden.data.entries()) {
    const weight = weights[Math.floor(i / width)] ?? 1;
    const origin = empty.data[i] as number;
    data[i] = weight === 1 ? value : origin + weight * (value - origin);
  }
  return { data, shape: hidden.shape };
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
