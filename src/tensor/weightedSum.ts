import type { Tensor } from './tensor.ts';

/**
 * Sum of weight * tensor over tensors of one shape, accumulated in float64 and rounded once to float32.
 * A weight of exactly 0 leaves its tensor out, whatever is in it.
 * @throws RangeError when there is no term or the sizes differ.
 */
export function weightedSum(terms: readonly (readonly [weight: number, value: Tensor])[]): Tensor {
  const [first] = terms;
  if (!first) throw new RangeError('there is nothing to add up');
  const shape = first[1].shape;
  const sum = new Float64Array(first[1].data.length);
  for (const [weight, { data, shape: other }] of terms) {
    if (data.length !== sum.length) throw new RangeError(`cannot add [${other.join(', ')}] to [${shape.join(', ')}]`);
    if (weight === 0) continue;
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (data[i] as number);
  }
  return { data: Float32Array.from(sum), shape };
}
