import { GeometryError } from './geometryError.ts';
import { combineRows, gramMatrix } from './rows.ts';
import { antipodalAngle } from './sphere.ts';
import type { Vector } from './vector.ts';

const maximumRounds = 100;
const stepTolerance = 1e-10;

/**
 * Weighted Karcher (Fréchet) mean of unit vectors: the point on the sphere whose weighted squared geodesic distances are
 * least, by m <- exp_m(sum w_i log_m(u_i)) from the normalised weighted sum (Buss & Fillmore 2001, "Spherical averages",
 * algorithm A1). The order of the points does not matter.
 * @param weights not negative, summing to 1.
 * @throws GeometryError `not-converged` when the points are spread over more than a hemisphere and no mean is found.
 */
export function karcherMean(units: readonly Vector[], weights: readonly number[]): Float64Array {
  return combineRows(units, karcherShares(gramMatrix(units), weights), units[0]?.length ?? 0);
}

/**
 * The Karcher mean as shares of the points, m = sum c_i u_i. No step leaves their span, so that it takes only the cosines
 * between them, whatever their size: log_m(u_i) = theta_i / sin(theta_i) (u_i - <u_i, m> m), with <u_i, m> = (G c)_i.
 * @param cosines matrix G of the inner products of the unit vectors.
 * @throws as `karcherMean`.
 */
export function karcherShares(cosines: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const mean = startingPoint(cosines, weights);
  const step = new Float64Array(mean.length);
  for (let round = 0; round < maximumRounds; round++) {
    meanLog(cosines, mean, weights, step);
    walk(cosines, mean, step);
    if (sizeOf(step) < stepTolerance) return mean;
  }
  throw noMean();
}

function startingPoint(cosines: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const shares = Float64Array.from(weights);
  const length = lengthOf(cosines, shares);
  if (length < 1e-6) throw noMean();
  return shares.map((share) => share / length);
}

/** Writes the shares of sum w_i log_m(u_i) to `step`. */
function meanLog(
  cosines: readonly Float64Array[],
  mean: Float64Array,
  weights: readonly number[],
  step: Float64Array,
): void {
  let inward = 0;
  for (let i = 0; i < step.length; i++) {
    const along = product(cosines[i] as Float64Array, mean);
    const pull = (weights[i] as number) * angleOverSine(along);
    step[i] = pull;
    inward += pull * along;
  }
  for (let i = 0; i < step.length; i++) step[i] = (step[i] as number) - inward * (mean[i] as number);
}

/** theta / sin(theta), 1 where the sine is lost to rounding. */
function angleOverSine(cosine: number): number {
  const theta = Math.acos(Math.min(1, Math.max(-1, cosine)));
  if (theta > antipodalAngle) throw noMean();
  return theta < 1e-7 ? 1 : theta / Math.sin(theta);
}

/** Moves the mean to exp_m(step), brought back to norm 1. */
function walk(cosines: readonly Float64Array[], mean: Float64Array, step: Float64Array): void {
  const length = lengthOf(cosines, step);
  const [stay, go] = [Math.cos(length), length === 0 ? 1 : Math.sin(length) / length];
  for (let i = 0; i < mean.length; i++) mean[i] = stay * (mean[i] as number) + go * (step[i] as number);
  const size = lengthOf(cosines, mean);
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) / size;
}

/** |sum c_i u_i|. Its square is a sum that may cancel: what is left of nothing may be less. */
function lengthOf(cosines: readonly Float64Array[], shares: Float64Array): number {
  let square = 0;
  for (let i = 0; i < shares.length; i++) square += (shares[i] as number) * product(cosines[i] as Float64Array, shares);
  return Math.sqrt(Math.max(0, square));
}

function product(row: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += (row[j] as number) * (shares[j] as number);
  return sum;
}

/** Unit vectors times the step's shares: it is no longer than the sum of their sizes. */
function sizeOf(step: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < step.length; i++) sum += Math.abs(step[i] as number);
  return sum;
}

function noMean(): GeometryError {
  return new GeometryError(
    'not-converged',
    'the points are spread over more than a hemisphere, so that they have no mean on the sphere',
  );
}
