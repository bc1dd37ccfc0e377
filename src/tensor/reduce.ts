/** Inner product, accumulated in float64. @throws RangeError when the lengths differ. */
export function dot(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`no inner product of ${a.length} and ${b.length} elements`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Euclidean length. */
export function norm(values: Float32Array): number {
  return Math.sqrt(dot(values, values));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

/** NaN of no elements. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/** Mean squared distance from the mean (divides by n), in two passes so that a large mean costs no digits. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += ((values[i] as number) - centre) ** 2;
  return total / values.length;
}

/** Largest absolute value; 0 of no elements, NaN where there is one. */
export function maxAbs(values: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (!(size <= largest)) largest = size;
    if (Number.isNaN(largest)) return largest;
  }
  return largest;
}
