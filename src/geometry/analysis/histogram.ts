import { eachOf, type Work } from '../../tensor/work.ts';
import { GeometryError } from '../geometryError.ts';
import type { Vector } from '../vector.ts';
import { moments } from './channelMoments.ts';

export interface Histogram {
  /** bins + 1 edges, rising. */
  readonly edges: readonly number[];
  /** Values in [edge, next edge); the last bin holds its upper edge too. */
  readonly counts: readonly number[];
  /** Values below the first edge and above the last, when a range was given. */
  readonly below: number;
  readonly above: number;
}

/**
 * How often the values of all parts together fall into `bins` equal bins of `range`, by default from the least to the greatest value (with room
 * around it when all are equal).
 * @throws GeometryError `length` without values, `zero-vector` when one is not finite, RangeError for a range or a number
 * of bins that is none.
 */
export function* histogram(parts: readonly Vector[], bins: number, range?: readonly [number, number]): Work<Histogram> {
  const natural = yield* rangeOf(parts);
  const [low, high] = range ?? natural;
  const width = high - low;
  if (!(width > 0) || !Number.isInteger(bins) || bins < 1) throw new RangeError(`${bins} bins of ${low}..${high}`);
  const counts = new Float64Array(bins + 2);
  yield* eachOf(parts, (values) => {
    for (let i = 0; i < values.length; i++) {
      const bin = binOf(values[i] as number, low, high, bins) + 1;
      counts[bin] = (counts[bin] as number) + 1;
    }
  });
  return {
    edges: Array.from({ length: bins + 1 }, (_, k) => low + (width * k) / bins),
    counts: Array.from(counts.subarray(1, bins + 1)),
    below: counts[0] as number,
    above: counts[bins + 1] as number,
  };
}

/** -1 below the range, `bins` above it. */
function binOf(value: number, low: number, high: number, bins: number): number {
  if (value < low) return -1;
  if (value > high) return bins;
  return Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
}

function* rangeOf(parts: readonly Vector[]): Work<readonly [number, number]> {
  const filled = parts.filter(({ length }) => length > 0);
  if (filled.length === 0) throw new GeometryError('length', 'there are no values to count');
  const ranges = yield* eachOf(filled, moments);
  const least = ranges.reduce((low, part) => Math.min(low, part.least), Number.POSITIVE_INFINITY);
  const greatest = ranges.reduce((high, part) => Math.max(high, part.greatest), Number.NEGATIVE_INFINITY);
  if (!ranges.every(({ mean }) => Number.isFinite(mean)))
    throw new GeometryError('zero-vector', 'the values are not all finite');
  if (least < greatest) return [least, greatest];
  const room = Math.max(0.5, Math.abs(least) * 1e-6);
  return [least - room, greatest + room];
}
