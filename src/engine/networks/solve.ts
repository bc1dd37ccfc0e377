/**
 * Solves matrix . x = right for a symmetric positive matrix of a few rows, by Gauss elimination with row exchange. A tiny
 * ridge keeps a channel that never varies from dividing by zero.
 */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, i) =>
    Float64Array.from([...row, right[i] ?? 0]).map((v, j) => (i === j ? v + 1e-9 : v)),
  );
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    bringLargestUp(rows, column);
    const pivot = rows[column] as Float64Array;
    for (const row of rows.slice(column + 1)) subtract(row, pivot, column);
  }
  return backSubstitute(rows, size);
}

function bringLargestUp(rows: Float64Array[], column: number): void {
  const size = (row: Float64Array) => Math.abs(row[column] ?? 0);
  const rest = rows.splice(column).sort((a, b) => size(b) - size(a));
  rows.push(...rest);
}

function subtract(row: Float64Array, pivot: Float64Array, column: number): void {
  const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
  for (let j = column; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
}

function backSubstitute(rows: readonly Float64Array[], size: number): Float64Array {
  const x = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] as Float64Array;
    let sum = row[size] ?? 0;
    for (let j = i + 1; j < size; j++) sum -= (row[j] ?? 0) * (x[j] ?? 0);
    x[i] = sum / (row[i] ?? 1);
  }
  return x;
}
