import { GeometryError } from './geometryError.ts';
import { expMap, logMap } from './sphere.ts';
import { norm, polar, type Vector, weightedSum } from './vector.ts';

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
  let mean = startingPoint(units, weights);
  for (let round = 0; round < maximumRounds; round++) {
    const step = weightedSum(logMaps(mean, units), weights);
    mean = polar(expMap(mean, step).point, 'the mean').unit;
    if (norm(step) < stepTolerance) return mean;
  }
  throw noMean();
}

function startingPoint(units: readonly Vector[], weights: readonly number[]): Float64Array {
  const sum = weightedSum(units, weights);
  if (norm(sum) < 1e-9) throw noMean();
  return polar(sum, 'the mean').unit;
}

function logMaps(mean: Vector, units: readonly Vector[]): Float64Array[] {
  try {
    return units.map((unit) => logMap(mean, unit));
  } catch (error) {
    throw error instanceof GeometryError && error.fault === 'antipodal' ? noMean() : error;
  }
}

function noMean(): GeometryError {
  return new GeometryError(
    'not-converged',
    'the points are spread over more than a hemisphere, so that they have no mean on the sphere',
  );
}
