import type { Vector } from '../vector.ts';

/** sum w_i v_i in float64, one vector after the other. */
export function weightedSum(vectors: readonly Vector[], weights: readonly number[]): Float64Array {
  const result = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, index) => {
    for (let i = 0; i < result.length; i++)
      result[i] = (result[i] as number) + (weights[index] ?? 0) * (vector[i] as number);
  });
  return result;
}
