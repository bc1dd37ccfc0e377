import type { Vector } from '../vector.ts';
import { squaredChords, squaredDeviation } from './squaredChords.ts';

/**
 * Mean over all spans s < t of a sequence of unit vectors of 1/(t - s + 1) sum_u |y_u - slerp(y_s, y_t, tau_u)|², with
 * tau_u = (u - s)/(t - s): 0 on a great circle at even speed. Undefined with fewer than two frames.
 * Vectors are read T²/2 times; the T³/6 deviations cost no walk through them.
 * @throws GeometryError `antipodal` naming two frames that are opposite each other.
 */
export function globalStraightness(units: readonly Vector[]): number | undefined {
  const chords = squaredChords(units);
  let total = 0;
  let spans = 0;
  for (let from = 0; from < units.length; from++) {
    for (let to = from + 1; to < units.length; to++, spans++) total += spanDeviation(chords, from, to);
  }
  return spans === 0 ? undefined : total / spans;
}

function spanDeviation(chords: readonly Float64Array[], from: number, to: number): number {
  let sum = 0;
  for (let middle = from + 1; middle < to; middle++) {
    sum += squaredDeviation(chords, from, middle, to, (middle - from) / (to - from));
  }
  return sum / (to - from + 1);
}
