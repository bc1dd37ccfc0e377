import { GeometryError } from '../geometryError.ts';
import { isSingle, type Vector } from '../vector.ts';
import { normalProbability } from './normalDistribution.ts';
import { sortedSingles } from './sortedSingles.ts';

/**
 * Kolmogorov-Smirnov distance of the values to N(0, 1): the largest gap between their cumulative share and the normal
 * distribution, 0..1. Noise of d numbers stays under about 1.36 / sqrt(d) nineteen times in twenty.
 * @throws GeometryError `zero-vector` when a value is not finite, `length` without values.
 */
export function ksDistance(values: Vector): number {
  const sorted = isSingle(values) ? sortedSingles(values) : values.toSorted();
  const n = sorted.length;
  if (n === 0) throw new GeometryError('length', 'there are no values to compare with a distribution');
  if (!Number.isFinite((sorted[0] as number) + (sorted[n - 1] as number))) {
    throw new GeometryError('zero-vector', 'the values are not all finite');
  }
  return largestGap(sorted);
}

/**
 * Both distributions rise, so that what they are at the ends of a stretch bounds the gap inside it: stretches that cannot
 * hold the largest are left out, and few values need their probability.
 */
function largestGap(sorted: Vector): number {
  const n = sorted.length;
  let largest = 0;
  const probe = (i: number): number => {
    const expected = normalProbability(sorted[i] as number);
    largest = Math.max(largest, expected - i / n, (i + 1) / n - expected);
    return expected;
  };
  const search = (first: number, last: number, atFirst: number, atLast: number): void => {
    const most = Math.max(atLast - (first + 1) / n, last / n - atFirst);
    if (last - first < 2 || most <= largest) return;
    const middle = (first + last) >> 1;
    const atMiddle = probe(middle);
    search(first, middle, atFirst, atMiddle);
    search(middle, last, atMiddle, atLast);
  };
  search(0, n - 1, probe(0), probe(n - 1));
  return largest;
}
