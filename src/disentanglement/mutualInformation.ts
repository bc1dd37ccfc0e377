import { timesOver, type Work } from '../tensor/work.ts';
import { type Codes, countsOf, dimensionCount, dimensionOf } from './codes.ts';

/** Parts that the range of a dimension is cut into before its information is counted. */
const BINS = 20;

/** Which of `bins` equal parts of the range each value falls into, as numpy's histogram has them: the largest in the last. */
export function binned(values: Float64Array, bins = BINS): number[] {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const greatest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(greatest > least)) return Array.from(values, () => 0);
  const edges = Array.from({ length: bins }, (_, bin) => least + (bin * (greatest - least)) / bins);
  return Array.from(values, (value) => {
    const guess = Math.min(bins - 1, Math.floor(((value - least) / (greatest - least)) * bins));
    // Rounding may put a value on the wrong side of an edge.
    if (value < (edges[guess] as number)) return guess - 1;
    return guess + 1 < bins && value >= (edges[guess + 1] as number) ? guess + 1 : guess;
  });
}

/** Entropy of labels in nats. */
export function entropy(labels: readonly number[]): number {
  let sum = 0;
  for (const count of countsOf(labels).values()) sum -= (count / labels.length) * Math.log(count / labels.length);
  return sum;
}

/** I(a; b) of two labellings of the same samples, in nats. */
export function mutualInformation(a: readonly number[], b: readonly number[]): number {
  const stride = b.reduce((most, label) => Math.max(most, label), 0) + 1;
  const joint = entropy(a.map((label, at) => label * stride + (b[at] as number)));
  return Math.max(0, entropy(a) + entropy(b) - joint);
}

/** What each dimension tells of each factor, in nats: [dimension][factor]. */
export function informationTable(codes: Codes): Work<number[][]> {
  return timesOver(dimensionCount(codes), (dimension) => {
    const bins = binned(dimensionOf(codes, dimension));
    return codes.factors.map(({ labels }) => mutualInformation(bins, labels));
  });
}
