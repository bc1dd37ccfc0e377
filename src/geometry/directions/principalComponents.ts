import { TorchGenerator } from '../../tensor/random.ts';
import { eachOf, type Work } from '../../tensor/work.ts';
import { gramMatrixInPieces } from '../gramMatrix.ts';
import { orthonormalBasis } from '../orthonormalBasis.ts';
import { combineRowsInPieces, productsWithRowsInPieces } from '../rowsInPieces.ts';
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
export function* principalComponents(points: readonly Vector[], count: number, seed = 0): Work<PrincipalComponents> {
  const { mean, rows } = yield* centred(points);
  const range = yield* sketchRange(
    rows,
    Math.min(points.length, Math.max(exactUpTo, count + oversampling)),
    mean.length,
    seed,
  );
  const projected = yield* productsWithAll(rows, range);
  const found: { axis: Float32Array; variance: number }[] = [];
  for (const { value, weights } of yield* leading(projected, count)) {
    const axis = upright(yield* combineRowsInPieces(range, weights, mean.length));
    found.push({ axis: new Float32Array(axis), variance: value / (points.length - 1) });
  }
  const squares = yield* eachOf(rows, (row) => norm(row) ** 2);
  const whole = squares.reduce((sum, square) => sum + square, 0) / (points.length - 1);
  return {
    mean,
    components: found.map(({ axis }) => axis),
    variances: found.map(({ variance }) => variance),
    shares: found.map(({ variance }) => variance / whole),
    scores: yield* productsWithAll(
      rows,
      found.map(({ axis }) => axis),
    ),
  };
}

/** [axis][row]. */
function* productsWithAll(rows: readonly Float32Array[], axes: readonly Vector[]): Work<Float64Array[]> {
  const products: Float64Array[] = [];
  for (const axis of axes) products.push(yield* productsWithRowsInPieces(rows, axis));
  return products;
}

/** An orthonormal basis that holds what the rows say most of. */
function* sketchRange(rows: readonly Float32Array[], width: number, size: number, seed: number): Work<Float64Array[]> {
  const generator = new TorchGenerator(seed);
  let columns: Float64Array[] = Array.from({ length: width }, () =>
    Float64Array.from(generator.randn([rows.length]).data),
  );
  const rounds = width < rows.length ? powerRounds : 0;
  for (let round = 0; ; round++) {
    const combined: Float64Array[] = [];
    for (const weights of columns) combined.push(yield* combineRowsInPieces(rows, weights, size));
    const basis = yield* orthonormalBasis(combined, 1e-9);
    if (round === rounds) return basis;
    columns = yield* productsWithAll(rows, basis);
  }
}

interface Component {
  /** The square that lies along it. */
  readonly value: number;
  readonly weights: readonly number[];
}

/** Largest eigenvalues of the small Gram matrix, with their eigenvectors as weights of the range. */
function* leading(projected: readonly Float64Array[], count: number): Work<Component[]> {
  const gram = yield* gramMatrixInPieces(projected);
  const trace = gram.reduce((sum, row, i) => sum + (row[i] as number), 0);
  if (!(trace > 0)) return [];
  const { values, vectors } = yield* symmetricEigen(gram.map((row) => Array.from(row, (value) => value / trace)));
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
