import { stopsAfter, type Work } from '../../tensor/work.ts';
import type { Vector } from '../vector.ts';
import { squaredChords, squaredDeviation } from './squaredChords.ts';

export interface GlobalStraightness {
  /** 0 on a great circle at even speed; undefined without a span. */
  readonly mean: number | undefined;
  /** Spans between opposite frames: no path between those is the straight one, and they do not count. */
  readonly leftOut: number;
}

/** They take a few milliseconds. */
const deviationsAtOnce = 2 ** 16;

/**
 * Mean over all spans s < t of a sequence of unit vectors of 1/(t - s + 1) sum_u |y_u - slerp(y_s, y_t, tau_u)|², with
 * tau_u = (u - s)/(t - s).
 * Vectors are read T²/2 times; the T³/6 deviations cost no walk through them.
 */
export function* globalStraightness(units: readonly Vector[]): Work<GlobalStraightness> {
  const isTimeToStop = stopsAfter(deviationsAtOnce);
  const chords = yield* squaredChords(units);
  let total = 0;
  let spans = 0;
  let leftOut = 0;
  for (let from = 0; from < units.length; from++) {
    for (let to = from + 1; to < units.length; to++) {
      if (isTimeToStop(to - from)) yield;
      const deviation = spanDeviation(chords, from, to);
      if (deviation === undefined) leftOut++;
      else {
        total += deviation;
        spans++;
      }
    }
  }
  return { mean: spans === 0 ? undefined : total / spans, leftOut };
}

function spanDeviation(chords: readonly Float64Array[], from: number, to: number): number | undefined {
  let sum = 0;
  for (let middle = from + 1; middle < to; middle++) {
    const squared = squaredDeviation(chords, from, middle, to, (middle - from) / (to - from));
    if (squared === undefined) return undefined;
    sum += squared;
  }
  return sum / (to - from + 1);
}
