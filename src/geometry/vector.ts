import { GeometryError } from './geometryError.ts';
import { dotSingles, squaresOfSingles } from './kernels/singles.ts';

/**
 * One flattened batch item. Inner products and norms are accumulated in float64 whatever the storage. Functions that make
 * one take an `out`: the row of a batch where it goes, a new array by default. It may be one of the inputs.
 */
export type Vector = Float32Array | Float64Array;

/** @throws GeometryError `length` when the two have different lengths. */
export function dot(a: Vector, b: Vector): number {
  assertSameLength(a, b);
  if (isSingle(a) && isSingle(b)) return dotSingles(a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Euclidean norm. Squares of float32 neither overflow nor vanish in float64, so no rescaling is needed. */
export function norm(vector: Vector): number {
  return Math.sqrt(dot(vector, vector));
}

/** |a - b| without making the difference. */
export function distance(a: Vector, b: Vector): number {
  return combinedNorm(1, a, -1, b);
}

/** |alpha * a + beta * b| without making the sum. */
export function combinedNorm(alpha: number, a: Vector, beta: number, b: Vector): number {
  assertSameLength(a, b);
  if (isSingle(a) && isSingle(b)) return Math.sqrt(squaresOfSingles(alpha, a, beta, b));
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const value = alpha * (a[i] as number) + beta * (b[i] as number);
    sum += value * value;
  }
  return Math.sqrt(sum);
}

/** alpha * a + beta * b in float64. */
export function combine(alpha: number, a: Vector, beta: number, b: Vector): Float64Array {
  assertSameLength(a, b);
  const result = new Float64Array(a.length);
  for (let i = 0; i < result.length; i++) result[i] = alpha * (a[i] as number) + beta * (b[i] as number);
  return result;
}

/** factor * vector in float64. */
export function scale(vector: Vector, factor: number): Float64Array {
  const result = new Float64Array(vector.length);
  for (let i = 0; i < result.length; i++) result[i] = factor * (vector[i] as number);
  return result;
}

/** Cosine of the angle between two vectors; 0 when one of them is zero. */
export function cosine(a: Vector, b: Vector): number {
  const lengths = norm(a) * norm(b);
  return lengths === 0 ? 0 : dot(a, b) / lengths;
}

export interface Polar {
  readonly unit: Float64Array;
  readonly radius: number;
}

/**
 * Direction and length.
 * @param name how the error calls the vector, such as "a" or "point 2".
 * @throws GeometryError `zero-vector` when it is zero or not finite.
 */
export function polar(vector: Vector, name: string): Polar {
  const radius = requireDirection(norm(vector), name);
  return { unit: scale(vector, 1 / radius), radius };
}

/** The norm of a vector that has a direction. Arguments and errors as `polar`. */
export function requireDirection(radius: number, name: string): number {
  if (radius > 0 && radius < Number.POSITIVE_INFINITY) return radius;
  const what = radius === 0 ? 'is zero and has no direction' : 'contains values that are not finite';
  throw new GeometryError('zero-vector', `${name} ${what}`);
}

export function isSingle(vector: Vector): vector is Float32Array {
  return vector instanceof Float32Array;
}

export function areSingles(vectors: readonly Vector[]): vectors is readonly Float32Array[] {
  return vectors.every(isSingle);
}

/** @throws GeometryError `length`. */
export function assertSameLength(a: Vector, b: Vector): void {
  if (a.length !== b.length)
    throw new GeometryError('length', `vectors of ${a.length} and ${b.length} numbers do not match`);
}
