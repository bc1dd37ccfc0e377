import type { Work } from '../../tensor/work.ts';
import { stepAngles } from '../unitSequence.ts';
import type { Vector } from '../vector.ts';

export interface AngularSpacing {
  /** theta_t between neighbours, in radians. */
  readonly angles: readonly number[];
  /** Their mean and (population) variance; undefined with fewer than two frames. */
  readonly mean: number | undefined;
  readonly variance: number | undefined;
  /** Standard deviation over mean: 0 at even speed. Undefined for a still sequence. */
  readonly coefficientOfVariation: number | undefined;
}

/** How evenly a sequence of unit vectors moves. */
export function* angularSpacing(units: readonly Vector[]): Work<AngularSpacing> {
  const angles = yield* stepAngles(units);
  if (angles.length === 0) {
    return { angles, mean: undefined, variance: undefined, coefficientOfVariation: undefined };
  }
  const mean = angles.reduce((sum, angle) => sum + angle, 0) / angles.length;
  const variance = angles.reduce((sum, angle) => sum + (angle - mean) ** 2, 0) / angles.length;
  return { angles, mean, variance, coefficientOfVariation: mean > 0 ? Math.sqrt(variance) / mean : undefined };
}
