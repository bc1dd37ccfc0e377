import { assertSameLength, type Vector } from '../vector.ts';

/** What the last frames of a row say of the motion that ends there; undefined where there are too few of them. */
export interface LastMotion {
  /** |z_t - z_(t-1)|. */
  readonly speed: number | undefined;
  /** |z_t - 2 z_(t-1) + z_(t-2)|: twice the distance of the middle frame from the middle of its neighbours. */
  readonly acceleration: number | undefined;
  /** |z_t - 3 z_(t-1) + 3 z_(t-2) - z_(t-3)|. */
  readonly jerk: number | undefined;
  /**
   * Cosine between the last step and the one before it: 1 where the motion goes on, -1 where it is taken back. Frames that are
   * drawn independently of each other have -1/2 on average, E<c - b, b - a> = -d s² over 2 d s². Undefined beside a step of zero.
   */
  readonly cosine: number | undefined;
}

/**
 * Finite differences at the end of a row of frames, in one walk through memory, summed in float64.
 * @param window the last four frames, oldest first; fewer at the beginning of a sequence.
 * @throws GeometryError `length` when frames differ in size.
 */
export function lastMotion(window: readonly Vector[]): LastMotion {
  const [third, second, first, last] = [-4, -3, -2, -1].map((index) => window.at(index));
  if (!last || !first) return { speed: undefined, acceleration: undefined, jerk: undefined, cosine: undefined };
  for (const frame of window.slice(-4)) assertSameLength(last, frame);
  const [from, before] = [second ?? first, third ?? second ?? first];
  let [steps, stepsBefore, products, bends, jerks] = [0, 0, 0, 0, 0];
  for (let i = 0; i < last.length; i++) {
    const step = (last[i] as number) - (first[i] as number);
    const stepBefore = (first[i] as number) - (from[i] as number);
    const bend = step - stepBefore;
    const jerk = bend - (stepBefore - ((from[i] as number) - (before[i] as number)));
    steps += step * step;
    stepsBefore += stepBefore * stepBefore;
    products += step * stepBefore;
    bends += bend * bend;
    jerks += jerk * jerk;
  }
  const lengths = Math.sqrt(steps) * Math.sqrt(stepsBefore);
  return {
    speed: Math.sqrt(steps),
    acceleration: second && Math.sqrt(bends),
    jerk: third && Math.sqrt(jerks),
    cosine: lengths > 0 ? products / lengths : undefined,
  };
}
