import { eachOf } from '../../tensor/work.ts';
import { addScaled } from '../rows.ts';
import { antipodalAngle, logMap } from '../sphere.ts';
import { stepAngles } from '../unitSequence.ts';
import { norm } from '../vector.ts';
import type { PathTerm } from './pathTerm.ts';

/** Variance of the angles between neighbours: zero at even speed, on whatever way. */
export const spacingTerm: PathTerm = {
  *loss(path) {
    const angles = yield* stepAngles(path);
    if (angles.some((angle) => angle > antipodalAngle)) return Number.POSITIVE_INFINITY;
    return deviations(angles).reduce((sum, deviation) => sum + deviation * deviation, 0) / (path.length - 1);
  },
  *addGradient(path, weight, gradient) {
    yield* eachOf(deviations(yield* stepAngles(path)), (deviation, index) => {
      const [from, to] = [path[index], path[index + 1]] as [Float64Array, Float64Array];
      const factor = (-2 * weight * deviation) / (path.length - 1);
      addAlong(gradient[index] as Float64Array, factor, logMap(from, to));
      addAlong(gradient[index + 1] as Float64Array, factor, logMap(to, from));
    });
  },
};

/** Each angle less their mean. */
function deviations(angles: readonly number[]): number[] {
  const mean = angles.reduce((sum, angle) => sum + angle, 0) / angles.length;
  return angles.map((angle) => angle - mean);
}

/** The angle grows against the unit vector towards the neighbour; between equal frames no way is preferred. */
function addAlong(target: Float64Array, factor: number, towards: Float64Array): void {
  const length = norm(towards);
  if (length > 0) addScaled(target, factor / length, towards);
}
