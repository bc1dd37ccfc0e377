import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { cosineMatrix, gramSchmidt, lowdin } from './orthogonalise.ts';
import { symmetricEigen } from './symmetricEigen.ts';
import { gaussian } from './testing/arbitraries.ts';
import { cosine, dot, norm } from './vector.ts';

/** Directions that overlap, of different norms. */
function overlapping(): Float32Array[] {
  const common = gaussian(512, 1);
  return [2, 3, 4].map((seed) => gaussian(512, seed).map((value, i) => seed * (value + 0.8 * (common[i] ?? 0))));
}

describe.each([
  ['Gram-Schmidt', gramSchmidt],
  ['Löwdin', lowdin],
] as const)('%s', (_, orthogonalise) => {
  it('makes directions orthogonal and keeps their norms', () => {
    const before = overlapping();
    const after = orthogonalise(before);
    after.forEach((direction, i) => {
      expect(norm(direction) / norm(before[i] ?? direction)).toBeCloseTo(1, 5);
      for (const other of after.slice(i + 1)) expect(Math.abs(cosine(direction, other))).toBeLessThan(1e-6);
    });
  });

  it('holds where directions nearly say the same', () => {
    const [a = gaussian(8, 1)] = overlapping();
    const fresh = gaussian(512, 9);
    const near = a.map((value, i) => value + 1e-4 * (fresh[i] ?? 0));
    const [first = a, second = a] = orthogonalise([a, near]);
    expect(Math.abs(cosine(first, second))).toBeLessThan(1e-6);
    expect(norm(second) / norm(near)).toBeCloseTo(1, 5);
  });

  it('refuses directions that say the same', () => {
    const [a = gaussian(8, 1)] = overlapping();
    expect(() => orthogonalise([a, a.map((value) => 2 * value)])).toThrow(/combination/);
  });
});

it('Gram-Schmidt keeps the norm of a direction that is new by very little', () => {
  const a = gaussian(512, 1);
  const fresh = gaussian(512, 9);
  for (const little of [1e-4, 1e-5, 3e-6]) {
    const near = a.map((value, i) => value + little * (fresh[i] ?? 0));
    const [, second = a] = gramSchmidt([a, near]);
    expect(Math.abs(norm(second) / norm(near) - 1)).toBeLessThan(1e-6);
  }
});

describe('the two ways', () => {
  it('differ in whom they prefer: the first, or none', () => {
    const before = overlapping();
    const kept = (after: readonly Float32Array[]) =>
      after.map((direction, i) => cosine(direction, before[i] ?? direction));
    const inOrder = kept(gramSchmidt(before));
    const symmetric = kept(lowdin(before));
    expect(inOrder[0]).toBeCloseTo(1, 6);
    expect(inOrder[2]).toBeLessThan(0.9);
    expect(Math.max(...symmetric) - Math.min(...symmetric)).toBeLessThan(0.03);
  });
});

it('the cosine matrix is symmetric with ones on its diagonal', () => {
  const matrix = cosineMatrix(overlapping());
  matrix.forEach((row, i) => {
    expect(row[i]).toBeCloseTo(1, 12);
    expect(row).toEqual(matrix.map((other) => other[i]));
  });
});

it('eigenvectors of a symmetric matrix rebuild it', () => {
  const matrix = [
    [4, 1, -2],
    [1, 3, 0.5],
    [-2, 0.5, 1],
  ];
  const { values, vectors } = finish(symmetricEigen(matrix));
  matrix.forEach((row, i) => {
    row.forEach((entry, j) => {
      const rebuilt = values.reduce(
        (sum, value, k) => sum + value * (vectors[i]?.[k] ?? 0) * (vectors[j]?.[k] ?? 0),
        0,
      );
      expect(rebuilt).toBeCloseTo(entry, 12);
    });
  });
  const columns = [0, 1, 2].map((k) => Float64Array.from(vectors, (row) => row[k] ?? 0));
  expect(dot(columns[0] ?? new Float64Array(3), columns[1] ?? new Float64Array(3))).toBeCloseTo(0, 12);
});
