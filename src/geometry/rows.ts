import { GeometryError } from './geometryError.ts';
import { blendSingles, mostRows, sumSingles } from './kernels/singles.ts';
import { areSingles, dot, type Vector } from './vector.ts';

/**
 * <row, vector> for each row, in float64. Four rows share one walk through memory.
 * @throws GeometryError `length` when they do not all have one length.
 */
export function productsWithRows(rows: readonly Vector[], vector: Vector): Float64Array {
  assertLength(rows, vector.length);
  const products = new Float64Array(rows.length);
  const fours = rows.length - (rows.length % 4);
  for (let k = 0; k < fours; k += 4) fourProducts(rows, k, vector, products);
  for (let k = fours; k < rows.length; k++) products[k] = dot(rows[k] as Vector, vector);
  return products;
}

/**
 * sum w_k rows[k] in float64. Four rows share one walk through memory.
 * @throws GeometryError `length` when a row does not have `size` numbers.
 */
export function combineRows(rows: readonly Vector[], weights: ArrayLike<number>, size: number): Float64Array {
  assertLength(rows, size);
  if (fitsKernels(rows)) return sumSingles(rows, weights);
  const sum = new Float64Array(size);
  const fours = rows.length - (rows.length % 4);
  for (let k = 0; k < fours; k += 4) addFour(sum, rows, k, weights);
  for (let k = fours; k < rows.length; k++) addScaled(sum, weights[k] as number, rows[k] as Vector);
  return sum;
}

/** `combineRows`, rounded once to float32. */
export function blendRows(
  rows: readonly Vector[],
  weights: ArrayLike<number>,
  size: number,
  out: Float32Array = new Float32Array(size),
): Float32Array {
  assertLength([...rows, out], size);
  if (fitsKernels(rows)) return blendSingles(rows, weights, out);
  out.set(combineRows(rows, weights, size));
  return out;
}

/** target += factor * vector. */
export function addScaled(target: Float64Array, factor: number, vector: Vector): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (vector[i] as number);
}

/** Whether there are kernels for such rows. */
export function fitsKernels(rows: readonly Vector[]): rows is readonly Float32Array[] {
  return rows.length > 0 && rows.length <= mostRows && areSingles(rows);
}

/** @throws GeometryError `length` when a row does not have `size` numbers. */
export function assertLength(rows: readonly Vector[], size: number): void {
  const other = rows.find((row) => row.length !== size);
  if (other) throw new GeometryError('length', `vectors of ${size} and ${other.length} numbers do not match`);
}

function fourProducts(rows: readonly Vector[], k: number, vector: Vector, products: Float64Array): void {
  const [a, b, c, d] = rows.slice(k, k + 4) as [Vector, Vector, Vector, Vector];
  let [inA, inB, inC, inD] = [0, 0, 0, 0];
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] as number;
    inA += value * (a[i] as number);
    inB += value * (b[i] as number);
    inC += value * (c[i] as number);
    inD += value * (d[i] as number);
  }
  products.set([inA, inB, inC, inD], k);
}

function addFour(sum: Float64Array, rows: readonly Vector[], k: number, weights: ArrayLike<number>): void {
  const [a, b, c, d] = rows.slice(k, k + 4) as [Vector, Vector, Vector, Vector];
  const wa = weights[k] as number;
  const wb = weights[k + 1] as number;
  const wc = weights[k + 2] as number;
  const wd = weights[k + 3] as number;
  for (let i = 0; i < sum.length; i++) {
    sum[i] =
      (sum[i] as number) +
      (wa * (a[i] as number) + wb * (b[i] as number) + (wc * (c[i] as number) + wd * (d[i] as number)));
  }
}
