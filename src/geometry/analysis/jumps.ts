/**
 * Indices of the steps whose change is more than `factor` times the median: that is what a step usually changes, whatever a few
 * jumps do. Where at least half of the steps change nothing, the mean is what is usual.
 * @param among the steps that say what is usual; by default the same.
 */
export function jumpsAmong(changes: readonly number[], factor: number, among: readonly number[] = changes): number[] {
  const usual = median(among) || among.reduce((sum, change) => sum + change, 0) / among.length;
  return changes.flatMap((change, index) => (change > factor * usual ? [index] : []));
}

/** The middle of the sorted values, or the mean of the two in the middle; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
