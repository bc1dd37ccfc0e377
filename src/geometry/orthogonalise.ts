import { GeometryError } from './geometryError.ts';
import { symmetricEigen } from './symmetricEigen.ts';
import { combine, cosine, dot, norm, polar, scale, type Vector, weightedSum } from './vector.ts';

/** Cosines between all pairs of vectors, row by row. */
export function cosineMatrix(vectors: readonly Vector[]): number[][] {
  return vectors.map((a) => vectors.map((b) => cosine(a, b)));
}

/**
 * Takes from each vector what the ones before it already say, in order; each keeps its norm. The first stays as it is.
 * Modified Gram-Schmidt, done twice ("twice is enough", Giraud et al. 2005).
 * @throws GeometryError `dependent` when a vector says nothing new, `zero-vector`.
 */
export function gramSchmidt(vectors: readonly Vector[]): Float32Array[] {
  const basis: Float64Array[] = [];
  return vectors.map((vector, index) => {
    const { unit, radius } = polar(vector, `direction ${index + 1}`);
    const rest = withoutBasis(withoutBasis(unit, basis), basis);
    if (norm(rest) < 1e-6) throw dependent(`direction ${index + 1} is a combination of those before it`);
    const next = polar(rest, `direction ${index + 1}`).unit;
    basis.push(next);
    return Float32Array.from(scale(next, radius));
  });
}

/**
 * The orthogonal vectors nearest to the given ones, none preferred: U S^(-1/2) with S the matrix of cosines (Löwdin 1950,
 * "On the non-orthogonality problem"). Each keeps its norm.
 * @throws GeometryError `dependent` when the vectors are linearly dependent, `zero-vector`.
 */
export function lowdin(vectors: readonly Vector[]): Float32Array[] {
  const polars = vectors.map((vector, index) => polar(vector, `direction ${index + 1}`));
  const units = polars.map(({ unit }) => unit);
  const root = inverseSquareRoot(units.map((a) => units.map((b) => dot(a, b))));
  return polars.map(({ radius }, index) => Float32Array.from(scale(weightedSum(units, root[index] ?? []), radius)));
}

function withoutBasis(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  return basis.reduce((rest, axis) => combine(1, rest, -dot(rest, axis), axis), vector);
}

function inverseSquareRoot(matrix: readonly (readonly number[])[]): number[][] {
  const { values, vectors } = symmetricEigen(matrix);
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
