import { finish } from '../tensor/work.ts';
import { GeometryError } from './geometryError.ts';
import { gramMatrix, holdRows } from './gramMatrix.ts';

import { symmetricEigen } from './symmetricEigen.ts';
import { requireDirection, type Vector } from './vector.ts';

/** Cosines between all pairs of vectors, row by row; 0 with a zero vector. */
export function cosineMatrix(vectors: readonly Vector[]): number[][] {
  const gram = gramMatrix(vectors);
  const norms = normsOf(gram);
  return gram.map((row, i) => Array.from(row, (product, j) => product / ((norms[i] ?? 0) * (norms[j] ?? 0) || 1)));
}

/**
 * Takes from each vector what the ones before it already say, in order; each keeps its norm. The first stays as it is.
 * Done on the matrix of cosines, and once more on the result where a vector kept little of itself, since rounding then
 * weighs (Yamamoto et al. 2015, "Roundoff error analysis of the CholeskyQR2 algorithm").
 * @throws GeometryError `dependent` when a vector says nothing new, `zero-vector`.
 */
export function gramSchmidt(vectors: readonly Vector[], out: readonly Float32Array[] = []): Float32Array[] {
  return inOrder(vectors, out);
}

/** @param lengths norms of the results; by default those of the vectors. */
function inOrder(
  vectors: readonly Vector[],
  out: readonly Float32Array[],
  lengths?: readonly number[],
): Float32Array[] {
  const { held, cosines, norms } = directions(vectors);
  const { axes, shortest } = axesOf(cosines);
  const wanted = lengths ?? norms;
  const result = axes.map((axis, i) => held.blend(weighed(axis, norms, wanted[i] ?? 0), out[i]));
  return shortest < 1e-2 ? inOrder(result, out, wanted) : result;
}

/**
 * The orthogonal vectors nearest to the given ones, none preferred: U S^(-1/2) with S the matrix of cosines (Löwdin 1950,
 * "On the non-orthogonality problem"). Each keeps its norm.
 * @throws GeometryError `dependent` when the vectors are linearly dependent, `zero-vector`.
 */
export function lowdin(vectors: readonly Vector[]): Float32Array[] {
  const { held, cosines, norms } = directions(vectors);
  return inverseSquareRoot(cosines).map((axis, i) => held.blend(weighed(axis, norms, norms[i] ?? 0)));
}

function directions(vectors: readonly Vector[]) {
  const held = holdRows(vectors);
  const gram = held.gram();
  const norms = normsOf(gram).map((length, index) => requireDirection(length, `direction ${index + 1}`));
  const cosines = gram.map((row, i) => Array.from(row, (p, j) => p / (norms[i] ?? 1) / (norms[j] ?? 1)));
  return { held, cosines, norms };
}

function normsOf(gram: readonly Float64Array[]): number[] {
  return gram.map((row, index) => Math.sqrt(row[index] ?? 0));
}

/** What radius * sum_k axis_k vectors_k / |vectors_k| takes of each vector. */
function weighed(axis: readonly number[], norms: readonly number[], radius: number): number[] {
  return axis.map((share, k) => (radius * share) / (norms[k] ?? 1));
}

/** Orthonormal vectors as shares of unit vectors, in order, and the least that one of those kept of itself. */
function axesOf(cosines: readonly (readonly number[])[]): { axes: number[][]; shortest: number } {
  const axes: number[][] = [];
  let shortest = 1;
  cosines.forEach((row, index) => {
    const along = axes.map((axis) => axis.reduce((sum, share, k) => sum + share * (row[k] ?? 0), 0));
    const kept = Math.sqrt(Math.max(0, 1 - along.reduce((sum, part) => sum + part * part, 0)));
    if (kept < 1e-6) throw dependent(`direction ${index + 1} is a combination of those before it`);
    shortest = Math.min(shortest, kept);
    axes.push(
      cosines.map((_, k) => {
        const taken = axes.reduce((sum, axis, j) => sum + (along[j] ?? 0) * (axis[k] ?? 0), 0);
        return ((k === index ? 1 : 0) - taken) / kept;
      }),
    );
  });
  return { axes, shortest };
}

function inverseSquareRoot(matrix: readonly (readonly number[])[]): number[][] {
  const { values, vectors } = finish(symmetricEigen(matrix));
  if (values.some((value) => value < 1e-10)) throw dependent('one direction is a combination of the others');
  return matrix.map((_, i) =>
    matrix.map((__, j) =>
      values.reduce((sum, value, k) => sum + ((vectors[i]?.[k] ?? 0) * (vectors[j]?.[k] ?? 0)) / Math.sqrt(value), 0),
    ),
  );
}

function dependent(message: string): GeometryError {
  return new GeometryError('dependent', message);
}
