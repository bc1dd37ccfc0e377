import { requireRoom } from '../../tensor/tensor.ts';
import { stopsAfter, type Work } from '../../tensor/work.ts';
import { angleOfSquaredChord } from '../separation.ts';
import { antipodalAngle } from '../sphere.ts';
import { distance, type Vector } from '../vector.ts';

/**
 * |y_s - y_t|² of all pairs of T unit vectors, [T][T]. Differences are taken first, so that near points keep digits.
 * @throws TooLargeError when it would fill the memory.
 */
export function* squaredChords(units: readonly Vector[]): Work<Float64Array[]> {
  requireRoom(2 * units.length ** 2);
  const chords = units.map(() => new Float64Array(units.length));
  const isTimeToStop = stopsAfter();
  for (const [s, unit] of units.entries()) {
    for (let t = 0; t < s; t++) {
      if (isTimeToStop(unit.length)) yield;
      const squared = distance(unit, units[t] as Vector) ** 2;
      (chords[s] as Float64Array)[t] = squared;
      (chords[t] as Float64Array)[s] = squared;
    }
  }
  return chords;
}

/**
 * |y_middle - slerp(y_from, y_to, share)|² out of squared chords alone: with the slerp weights p, q and m = 1 - p - q it is
 * |m y + p (y - y_from) + q (y - y_to)|², and every inner product in it is a sum of squared chords.
 * Undefined when the two ends are opposite each other, where no path between them is the straight one.
 */
export function squaredDeviation(
  chords: readonly Float64Array[],
  from: number,
  middle: number,
  to: number,
  share: number,
): number | undefined {
  const between = chordAt(chords, from, to);
  const toFrom = chordAt(chords, middle, from);
  const toTo = chordAt(chords, middle, to);
  const theta = angleOfSquaredChord(between);
  if (theta > antipodalAngle) return undefined;
  const p = turnShare(1 - share, theta);
  const q = turnShare(share, theta);
  const m = 1 - p - q;
  const squared = m * m + p * (p + m) * toFrom + q * (q + m) * toTo + p * q * (toFrom + toTo - between);
  return Math.max(0, squared);
}

/** sin(share * theta) / sin(theta). */
function turnShare(share: number, theta: number): number {
  return theta === 0 ? share : Math.sin(share * theta) / Math.sin(theta);
}

function chordAt(chords: readonly Float64Array[], s: number, t: number): number {
  return chords[s]?.[t] as number;
}
