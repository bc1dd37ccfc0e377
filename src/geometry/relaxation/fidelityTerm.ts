import { eachOf } from '../../tensor/work.ts';
import { addScaled } from '../rows.ts';
import { angleBetween, logMap } from '../sphere.ts';
import type { PathTerm } from './pathTerm.ts';
import { squaredAngles } from './squaredAngles.ts';

/** Sum of squared angles to the frames of `original`: keeps a path near where it was. */
export function fidelityTerm(original: readonly Float64Array[]): PathTerm {
  return {
    *loss(path) {
      return squaredAngles(yield* eachOf(path, (frame, index) => angleBetween(frame, original[index] as Float64Array)));
    },
    *addGradient(path, weight, gradient) {
      yield* eachOf(path, (frame, index) => {
        addScaled(gradient[index] as Float64Array, -2 * weight, logMap(frame, original[index] as Float64Array));
      });
    },
  };
}
