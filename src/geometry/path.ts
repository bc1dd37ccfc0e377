import { eachOf, finish, type Work } from '../tensor/work.ts';
import { type Easing, ease, sharesBetween, sharesWithEnds } from './easing.ts';
import { slerp, slerpBetween } from './slerp.ts';
import type { Vector } from './vector.ts';

/** A way from a (t = 0) to b (t = 1): slerp, lerp, variancePreservingLerp, or one of them with its options filled in. */
export type Interpolate = (a: Vector, b: Vector, t: number) => Float32Array;

export interface PathOptions {
  readonly easing?: Easing;
  readonly interpolate?: Interpolate;
}

/** `count` frames from a to b, both ends among them: t = ease(i / (count - 1)). One frame alone is a. */
export function path(a: Vector, b: Vector, count: number, options: PathOptions = {}): Float32Array[] {
  return finish(framesAt(a, b, sharesWithEnds(count), options));
}

/** `count` frames strictly between a and b: t = ease((i + 1) / (count + 1)). */
export function inBetweens(a: Vector, b: Vector, count: number, options: PathOptions = {}): Work<Float32Array[]> {
  return framesAt(a, b, sharesBetween(count), options);
}

function* framesAt(a: Vector, b: Vector, shares: readonly number[], options: PathOptions): Work<Float32Array[]> {
  const { easing = 'linear', interpolate = slerp } = options;
  if (shares.length === 0) return [];
  const frameAt = interpolate === slerp ? slerpBetween(a, b) : (t: number) => interpolate(a, b, t);
  return yield* eachOf(shares, (share) => frameAt(ease(share, easing)));
}
