import { addScaled } from '../rows.ts';
import { logMap } from '../sphere.ts';
import { stepAngles } from '../unitSequence.ts';
import type { PathTerm } from './pathTerm.ts';
import { squaredAngles } from './squaredAngles.ts';

/** Sum of squared angles between neighbours: least on the geodesic between the ends at even speed. */
export const energyTerm: PathTerm = {
  *loss(path) {
    return squaredAngles(yield* stepAngles(path));
  },
  *addGradient(path, weight, gradient) {
    for (let t = 1; t < path.length; t++) {
      yield;
      const [from, to] = [path[t - 1], path[t]] as [Float64Array, Float64Array];
      addScaled(gradient[t - 1] as Float64Array, -2 * weight, logMap(from, to));
      addScaled(gradient[t] as Float64Array, -2 * weight, logMap(to, from));
    }
  },
};
