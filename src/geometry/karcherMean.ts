import { GeometryError } from './geometryError.ts';
import { combineRows } from './rows.ts';
import { expMap, logMap } from './sphere.ts';
import { norm, polar, type Vector } from './vector.ts';

const maximumRounds = 100;
const stepTolerance = 1e-10;

/**
 * Weighted Karcher (Fréchet) mean of unit vectors: the point on the sphere whose weighted squared geodesic distances are
 * least, by m <- exp_m(sum w_i log_m(u_i)) from the normalised weighted sum (Buss & Fillmore 2001, "Spherical averages",
 * algorithm A1). The order of the points does not matter. No step leaves their span: long vectors are cheaper in their
 * `coordinatesOf`.
 * @param weights not negative, summing to 1.
 * @throws GeometryError `not-converged` when the points lie so widely apart that no mean is found.
 */
export function karcherMean(units: readonly Vector[], weights: readonly number[]): Float64Array {
  let mean = startingPoint(units, weights);
  for (let round = 0; round < maximumRounds; round++) {
    const step = meanLog(mean, units, weights);
    mean = polar(expMap(mean, step).point, 'the mean').unit;
    if (norm(step) < stepTolerance) return mean;
  }
  throw noMean();
}

function startingPoint(units: readonly Vector[], weights: readonly number[]): Float64Array {
  const sum = combineRows(units, weights, units[0]?.length ?? 0);
  if (norm(sum) < 1e-6) throw noMean();
  return polar(sum, 'the sum of the points').unit;
}

/** sum w_i log_m(u_i), tangent at m. */
function meanLog(mean: Float64Array, units: readonly Vector[], weights: readonly number[]): Float64Array {
  try {
    return combineRows(
      units.map((unit) => logMap(mean, unit)),
      weights,
      mean.length,
    );
  } catch (error) {
    throw error instanceof GeometryError && error.fault === 'antipodal' ? noMean() : error;
  }
}

function noMean(): GeometryError {
  return new GeometryError(
    'not-converged',
    'the points lie so widely apart on the sphere that no mean of them was found',
  );
}
