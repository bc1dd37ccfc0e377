import { ease, easings } from './easing.ts';

export const keyEasings = [...easings, 'hold'] as const;
/** How a key frame leads to the next: by an easing, or by staying until it is reached. */
export type KeyEasing = (typeof keyEasings)[number];

/** A value at a time, and how the way from there to the next goes. */
export interface KeyFrame {
  readonly at: number;
  readonly value: number;
  readonly easing: KeyEasing;
}

export const timings = ['frames', 'seconds', 'share'] as const;
/** What times count: frames from 1, seconds from 0, or the share of the whole from 0 to 1. */
export type Timing = (typeof timings)[number];

/** Times so close are one: the time of a frame in seconds is a fraction that is written with so many digits. */
const sameTime = 1e-6;

/** Key frames by their time; of those at one time the later ones stay behind. */
export function inTimeOrder(keys: readonly KeyFrame[]): KeyFrame[] {
  return keys.toSorted((a, b) => a.at - b.at);
}

/**
 * The curve through key frames: between two of them v + (v' - v) ease(s), with s the share of the time between, so that no
 * value lies outside theirs; before the first and after the last it stays. Two at one time are a jump, after which the later
 * one counts.
 * @param keys one or more, in any order.
 */
export function curveThrough(keys: readonly KeyFrame[]): (at: number) => number {
  const ordered = inTimeOrder(keys);
  const [first] = ordered;
  if (!first) throw new RangeError('a curve needs a key frame');
  return (at) => {
    const next = ordered.findIndex((key) => key.at > at + sameTime);
    if (next === 0) return first.value;
    if (next === -1) return (ordered.at(-1) as KeyFrame).value;
    return between(ordered[next - 1] as KeyFrame, ordered[next] as KeyFrame, at);
  };
}

function between(from: KeyFrame, to: KeyFrame, at: number): number {
  if (from.easing === 'hold') return from.value;
  const share = ease(Math.max(0, at - from.at) / (to.at - from.at), from.easing);
  return (1 - share) * from.value + share * to.value;
}

/** The time of frame `index`, from 0, of `count`. */
export function timeOfFrame(index: number, count: number, timing: Timing, framesPerSecond: number): number {
  switch (timing) {
    case 'frames':
      return index + 1;
    case 'seconds':
      return index / framesPerSecond;
    case 'share':
      return count > 1 ? index / (count - 1) : 0;
  }
}
