import { GeometryError } from '../geometryError.ts';
import type { Vector } from '../vector.ts';
import { normalProbability } from './normalDistribution.ts';

/**
 * Kolmogorov-Smirnov distance of the values to N(0, 1): the largest gap between their cumulative share and the normal
 * distribution, 0..1. Noise of d numbers stays under about 1.36 / sqrt(d) nineteen times in twenty.
 * @throws GeometryError `zero-vector` when a value is not finite, `length` without values.
 */
export function ksDistance(values: Vector): number {
  const sorted = values.toSorted();
  const n = sorted.length;
  if (n === 0) throw new GeometryError('length', 'there are no values to compare with a distribution');
  if (!Number.isFinite((sorted[0] as number) + (sorted[n - 1] as number))) {
    throw new GeometryError('zero-vector', 'the values are not all finite');
  }
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const expected = normalProbability(sorted[i] as number);
    largest = Math.max(largest, expected - i / n, (i + 1) / n - expected);
  }
  return largest;
}
