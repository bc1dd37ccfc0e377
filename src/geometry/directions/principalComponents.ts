import { TorchGenerator } from '../../tensor/random.ts';
import { orthonormalBasis } from '../orthonormalBasis.ts';
import { combineRows, gramMatrix, productsWithRows } from '../rows.ts';
import { symmetricEigen } from '../symmetricEigen.ts';
import { norm, scale, type Vector } from '../vector.ts';
import { centred } from './centred.ts';

export interface PrincipalComponents {
  readonly mean: Float64Array;
  /** Unit directions, the one of most variance first, float32. Their largest number is positive. */
  readonly components: readonly Float32Array[];
  /** Variance along each, with n - 1 below the line. */
  readonly variances: readonly number[];
  /** Each variance as a part of the whole. */
  readonly shares: readonly number[];
  /** scores[k][i]: where point i lies on component k, from the mean. */
  readonly scores: readonly Float64Array[];
}

const oversampling = 8;
/** Up to this many points the sketch is as wide as the data, and nothing is left to chance. */
const exactUpTo = 32;
const powerRounds = 4;

/**
 * The `count` directions in which points vary most, by randomised SVD with power iterations (Halko, Martinsson & Tropp
 * 2011, "Finding structure with randomness", algorithms 4.4 and 5.1). Exact to rounding with up to 32 points, and the same
 * for the same seed. Fewer come back when the points vary in fewer directions: none for one point.
 * @throws GeometryError `length` when points differ in size.
 */
export function principalComponents(points: readonly Vector[], count: number, seed = 0): PrincipalComponents {
  const { mean, rows } = centred(points);
  const range = sketchRange(
    rows,
    Math.min(points.length, Math.max(exactUpTo, count + oversampling)),
    mean.length,
    seed,
  );
  const projected = range.map((axis) => productsWithRows(rows, axis));
  const found = leading(projected, count).map(({ value, weights }) => {
    const axis = upright(combineRows(range, weights, mean.length));
    return { axis: new Float32Array(axis), variance: value / (points.length - 1) };
  });
  const whole = rows.reduce((sum, row) => sum + norm(row) ** 2, 0) / (points.length - 1);
  return {
    mean,
    components: found.map(({ axis }) => axis),
    variances: found.map(({ variance }) => variance),
    shares: found.map(({ variance }) => variance / whole),
    scores: found.map(({ axis }) => productsWithRows(rows, axis)),
  };
}

/** An orthonormal basis that holds what the rows say most of. */
function sketchRange(rows: readonly Vector[], width: number, size: number, seed: number): Float64Array[] {
  const generator = new TorchGenerator(seed);
  let columns: Float64Array[] = Array.from({ length: width }, () =>
    Float64Array.from(generator.randn([rows.length]).data),
  );
  const rounds = width < rows.length ? powerRounds : 0;
  for (let round = 0; ; round++) {
    const basis = orthonormalBasis(
      columns.map((weights) => combineRows(rows, weights, size)),
      1e-9,
    );
    if (round === rounds) return basis;
    columns = basis.map((axis) => productsWithRows(rows, axis));
  }
}

/** Largest eigenvalues of the small Gram matrix, with their eigenvectors as weights of the range. */
function leading(projected: readonly Float64Array[], count: number) {
  const gram = gramMatrix(projected);
  const trace = gram.reduce((sum, row, i) => sum + (row[i] as number), 0);
  if (!(trace > 0)) return [];
  const { values, vectors } = symmetricEigen(gram.map((row) => Array.from(row, (value) => value / trace)));
  return values
    .map((value, k) => ({ value: value * trace, weights: vectors.map((row) => row[k] as number) }))
    .filter(({ value }) => value > 1e-12 * trace)
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
}

/** Which of the two opposite directions: the one whose largest number is positive. */
function upright(axis: Float64Array): Float64Array {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? scale(axis, -1) : axis;
}
