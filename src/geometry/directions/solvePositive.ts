import { stopsAfter, type Work } from '../../tensor/work.ts';
import { GeometryError } from '../geometryError.ts';

/**
 * Solves matrix x = right for a symmetric positive definite matrix of a few hundred rows, by its Cholesky factor
 * (Golub & Van Loan, "Matrix computations", 4.2).
 * @throws GeometryError `dependent` when the matrix is not positive definite.
 */
export function* solvePositive(matrix: readonly Float64Array[], right: Float64Array): Work<Float64Array> {
  const lower = yield* choleskyFactor(matrix);
  const x = Float64Array.from(right);
  for (let i = 0; i < x.length; i++) x[i] = rest(x, lower[i] as Float64Array, i) / diagonal(lower, i);
  for (let i = x.length - 1; i >= 0; i--) {
    x[i] = (x[i] as number) / diagonal(lower, i);
    for (let j = 0; j < i; j++) x[j] = (x[j] as number) - (lower[i]?.[j] as number) * (x[i] as number);
  }
  return x;
}

function* choleskyFactor(matrix: readonly Float64Array[]): Work<Float64Array[]> {
  const lower: Float64Array[] = [];
  const isTimeToStop = stopsAfter();
  for (const [i, given] of matrix.entries()) {
    if (isTimeToStop(i * i)) yield;
    const row = Float64Array.from(given);
    lower.push(row);
    for (let j = 0; j < i; j++) row[j] = rest(row, lower[j] as Float64Array, j) / diagonal(lower, j);
    const square = rest(row, row, i);
    if (!(square > 0)) throw new GeometryError('dependent', 'the covariance of so few images cannot be inverted');
    row[i] = Math.sqrt(square);
  }
  return lower;
}

/** values[j] - sum_(k < j) values[k] row[k]. */
function rest(values: Float64Array, row: Float64Array, j: number): number {
  let sum = values[j] as number;
  for (let k = 0; k < j; k++) sum -= (values[k] as number) * (row[k] as number);
  return sum;
}

function diagonal(lower: readonly Float64Array[], i: number): number {
  return lower[i]?.[i] as number;
}
