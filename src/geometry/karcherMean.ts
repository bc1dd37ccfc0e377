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
  let shares = startingPoint(cosines, weights);
  for (let round = 0; round < maximumRounds; round++) {
    const step = meanLog(cosines, shares, weights);
    shares = walk(cosines, shares, step);
    // Unit vectors times the step's shares: it is no longer than the sum of their sizes.
    if (step.reduce((sum, share) => sum + Math.abs(share), 0) < stepTolerance) return shares;
  }
  throw noMean();
}

function startingPoint(cosines: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const shares = Float64Array.from(weights);
  const length = lengthOf(cosines, shares);
  if (length < 1e-6) throw noMean();
  return shares.map((share) => share / length);
}

/** Shares of sum w_i log_m(u_i). */
function meanLog(cosines: readonly Float64Array[], mean: Float64Array, weights: readonly number[]): Float64Array {
  const along = productsWith(cosines, mean);
  const pulls = along.map((cosine, i) => (weights[i] ?? 0) * angleOverSine(cosine));
  const inward = pulls.reduce((sum, pull, i) => sum + pull * (along[i] ?? 0), 0);
  return pulls.map((pull, i) => pull - inward * (mean[i] ?? 0));
}

/** theta / sin(theta), 1 where the sine is lost to rounding. */
function angleOverSine(cosine: number): number {
  const theta = Math.acos(Math.min(1, Math.max(-1, cosine)));
  if (theta > antipodalAngle) throw noMean();
  return theta < 1e-7 ? 1 : theta / Math.sin(theta);
}

/** exp_m(step), brought back to norm 1. */
function walk(cosines: readonly Float64Array[], mean: Float64Array, step: Float64Array): Float64Array {
  const length = lengthOf(cosines, step);
  const [stay, go] = [Math.cos(length), length === 0 ? 1 : Math.sin(length) / length];
  const point = mean.map((share, i) => stay * share + go * (step[i] ?? 0));
  const size = lengthOf(cosines, point);
  return point.map((share) => share / size);
}

/** |sum c_i u_i|. Its square is a sum that may cancel: what is left of nothing may be less. */
function lengthOf(cosines: readonly Float64Array[], shares: Float64Array): number {
  const products = productsWith(cosines, shares);
  return Math.sqrt(
    Math.max(
      0,
      shares.reduce((sum, share, i) => sum + share * (products[i] ?? 0), 0),
    ),
  );
}

function productsWith(cosines: readonly Float64Array[], shares: Float64Array): Float64Array {
  return Float64Array.from(cosines, (row) => row.reduce((sum, cosine, j) => sum + cosine * (shares[j] ?? 0), 0));
}

function noMean(): GeometryError {
  return new GeometryError(
    'not-converged',
    'the points are spread over more than a hemisphere, so that they have no mean on the sphere',
  );
}
