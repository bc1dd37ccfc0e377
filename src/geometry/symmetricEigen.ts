import type { Work } from '../tensor/work.ts';

export interface Eigen {
  readonly values: readonly number[];
  /** Columns are the eigenvectors: vectors[row][k] belongs to values[k]. */
  readonly vectors: readonly (readonly number[])[];
}

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, "Matrix
 * computations", 8.5). A few dozen rows at most.
 */
export function* symmetricEigen(matrix: readonly (readonly number[])[]): Work<Eigen> {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = matrix.map((_, i) => Float64Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 64 && offDiagonal(a) > 1e-30; sweep++) {
    for (let p = 0; p < size; p++) {
      yield;
      for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
    }
  }
  return { values: a.map((row, i) => row[i] ?? 0), vectors: vectors.map((row) => [...row]) };
}

function offDiagonal(a: readonly Float64Array[]): number {
  return a.reduce((sum, row, i) => row.reduce((inner, value, j) => (i === j ? inner : inner + value * value), sum), 0);
}

/** Makes a[p][q] zero by turning rows and columns p and q, and the eigenvectors with them. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const rowP = a[p] as Float64Array;
  const rowQ = a[q] as Float64Array;
  const off = rowP[q] as number;
  if (off === 0) return;
  const slope = ((rowQ[q] as number) - (rowP[p] as number)) / (2 * off);
  const tangent = Math.sign(slope || 1) / (Math.abs(slope) + Math.hypot(1, slope));
  const c = 1 / Math.hypot(1, tangent);
  const s = tangent * c;
  for (const row of [...a, ...vectors]) turn(row, p, row, q, c, s);
  for (let k = 0; k < a.length; k++) turn(rowP, k, rowQ, k, c, s);
}

function turn(first: Float64Array, i: number, second: Float64Array, j: number, c: number, s: number): void {
  const x = first[i] as number;
  const y = second[j] as number;
  first[i] = c * x - s * y;
  second[j] = s * x + c * y;
}
