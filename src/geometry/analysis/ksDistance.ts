import { GeometryError } from '../geometryError.ts';
import type { Vector } from '../vector.ts';
import { normalProbability } from './normalDistribution.ts';

/** Buckets of 1/1024 from -8 to 8, and one for all values on either side: beyond, the distribution is 0 or 1 to rounding. */
const reach = 8;
const bucketsPerUnit = 1024;
const buckets = 2 * reach * bucketsPerUnit + 2;

/**
 * Kolmogorov-Smirnov distance of the values to N(0, 1): the largest gap between their cumulative share and the normal
 * distribution, 0..1. Noise of d numbers stays under about 1.36 / sqrt(d) nineteen times in twenty.
 *
 * Both distributions rise, so that how many values lie below the edges of a bucket bounds the gap inside it. Only the few
 * buckets that can hold the largest are sorted and looked into; the result is exact.
 * @throws GeometryError `zero-vector` when a value is not finite, `length` without values.
 */
export function ksDistance(values: Vector): number {
  if (values.length === 0) throw new GeometryError('length', 'there are no values to compare with a distribution');
  const below = countBelow(values);
  const atEdges = largestAtEdges(below);
  return largestAmong(valuesInside(values, bucketsAbove(atEdges, below)), below, atEdges);
}

/** How many values lie below the lower edge of each bucket, and below the upper edge of the last: all. */
function countBelow(values: Vector): Uint32Array {
  const below = new Uint32Array(buckets + 1);
  for (let i = 0; i < values.length; i++) {
    const next = bucketOf(values[i] as number) + 1;
    below[next] = (below[next] as number) + 1;
  }
  for (let edge = 1; edge <= buckets; edge++) below[edge] = (below[edge] as number) + (below[edge - 1] as number);
  return below;
}

function bucketOf(value: number): number {
  if (value >= -reach && value < reach) return Math.floor((value + reach) * bucketsPerUnit) + 1;
  if (!Number.isFinite(value)) throw new GeometryError('zero-vector', 'the values are not all finite');
  return value < 0 ? 0 : buckets - 1;
}

let probabilities: Float64Array | undefined;

/** P(Z < lower edge) of each bucket, and 1 at the upper edge of the last; found when first needed. */
function edgeProbabilities(): Float64Array {
  probabilities ??= Float64Array.from({ length: buckets + 1 }, (_, edge) => {
    if (edge === 0 || edge === buckets) return edge / buckets;
    return normalProbability((edge - 1) / bucketsPerUnit - reach);
  });
  return probabilities;
}

function largestAtEdges(below: Uint32Array): number {
  const expected = edgeProbabilities();
  const count = below[buckets] as number;
  let largest = 0;
  for (let edge = 0; edge <= buckets; edge++) {
    const gap = Math.abs((expected[edge] as number) - (below[edge] as number) / count);
    if (gap > largest) largest = gap;
  }
  return largest;
}

/** 1 for each bucket inside which the gap may be above `least`. */
function bucketsAbove(least: number, below: Uint32Array): Uint8Array {
  const expected = edgeProbabilities();
  const count = below[buckets] as number;
  const found = new Uint8Array(buckets);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const tooFew = (expected[bucket + 1] as number) - (below[bucket] as number) / count;
    const tooMany = (below[bucket + 1] as number) / count - (expected[bucket] as number);
    if (tooFew > least || tooMany > least) found[bucket] = 1;
  }
  return found;
}

/** The values inside the buckets that are marked, in rising order. */
function valuesInside(values: Vector, marked: Uint8Array): Float64Array {
  const inside: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (marked[bucketOf(value)] === 1) inside.push(value);
  }
  return Float64Array.from(inside).sort();
}

/** The largest of the gaps on either side of these values, all of their buckets, and of `least`. */
function largestAmong(rising: Float64Array, below: Uint32Array, least: number): number {
  const count = below[buckets] as number;
  let largest = least;
  let bucket = -1;
  let rank = 0;
  for (const value of rising) {
    if (bucketOf(value) !== bucket) {
      bucket = bucketOf(value);
      rank = below[bucket] as number;
    }
    const expected = normalProbability(value);
    largest = Math.max(largest, expected - rank / count, (rank + 1) / count - expected);
    rank++;
  }
  return largest;
}
