import type { Work } from '../../tensor/work.ts';
import type { Contrast } from '../attribute.ts';
import { GeometryError } from '../geometryError.ts';
import { gramMatrixInPieces } from '../gramMatrix.ts';
import { addScaled } from '../rows.ts';
import { combineRowsInPieces, productsWithRowsInPieces } from '../rowsInPieces.ts';
import { combine, dot, polar, scale } from '../vector.ts';
import { centred } from './centred.ts';
import { ledoitWolfShrinkage } from './shrinkage.ts';
import { solvePositive } from './solvePositive.ts';

export interface Discriminant {
  /** Unit direction that tells the sides apart best, towards the positive side, float32. */
  readonly direction: Float32Array;
  /** Distance of the two means along it: the raw direction at strength 1 is this long. */
  readonly classStep: number;
  /** Distance of the two means in standard deviations of the shrunk covariance (Mahalanobis); undefined without spread. */
  readonly separation: number | undefined;
  /** How far the covariance was shrunk towards a multiple of the identity, 0..1. */
  readonly shrinkage: number;
}

/**
 * Fisher's linear discriminant w ~ C^-1 (mean+ - mean-), with C = (1 - s) S + s (tr S / d) I and S the covariance within
 * the sides (Friedman 1989, "Regularized discriminant analysis"). With d far above the number n of images only an n x n
 * system is solved, by Woodbury's identity. Images that do not vary within their sides give the difference of the means.
 * @param shrinkage s above 0, at most 1; by default Ledoit and Wolf's, at least 1e-6.
 * @throws GeometryError `zero-vector` when the means are equal, `dependent` for s = 0, which leaves C singular, `length`.
 */
export function* discriminantDirection(contrast: Contrast, shrinkage?: number): Work<Discriminant> {
  const positive = yield* centred(contrast.positive);
  const negative = yield* centred(contrast.negative);
  const step = combine(1, positive.mean, -1, negative.mean);
  polar(step, 'the difference of the means');
  const rows = [...positive.rows, ...negative.rows];
  const gram = yield* gramMatrixInPieces(rows);
  const amount = shrinkage ?? Math.max(1e-6, ledoitWolfShrinkage(gram, step.length));
  const solved = trace(gram) > 0 ? yield* solveShrunk(rows, gram, amount, step) : undefined;
  const { unit } = polar(solved ?? step, 'the direction');
  const separation = solved && Math.sqrt(Math.max(0, dot(step, solved)));
  return { direction: new Float32Array(unit), classStep: dot(step, unit), separation, shrinkage: amount };
}

/** C^-1 step = (step - X' (ridge I + X X')^-1 X step) / level, with level = s tr S / d and ridge = n level / (1 - s). */
function* solveShrunk(
  rows: readonly Float32Array[],
  gram: readonly Float64Array[],
  amount: number,
  step: Float64Array,
): Work<Float64Array> {
  if (!(amount > 0 && amount <= 1)) {
    throw new GeometryError('dependent', `at a shrinkage of ${amount} the covariance cannot be inverted`);
  }
  const level = (amount * trace(gram)) / rows.length / step.length;
  if (amount === 1) return scale(step, 1 / level);
  const ridge = (rows.length * level) / (1 - amount);
  const system = gram.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value)));
  const solution = yield* solvePositive(system, yield* productsWithRowsInPieces(rows, step));
  const result = Float64Array.from(step);
  addScaled(result, -1, yield* combineRowsInPieces(rows, solution, step.length));
  return scale(result, 1 / level);
}

function trace(gram: readonly Float64Array[]): number {
  return gram.reduce((sum, row, i) => sum + (row[i] as number), 0);
}
