import { lerp } from '../lerp.ts';
import { slerp } from '../slerp.ts';
import { combine, polar, type Vector } from '../vector.ts';

export interface MoodOptions {
  /** lerp by default: directions carry no shell. slerp keeps the strength of the mood between different directions. */
  readonly mode?: 'lerp' | 'slerp';
  /** Picks the way between opposed moods in slerp mode. Without it they are an error. */
  readonly axisSeed?: number;
}

/**
 * The direction d(t) between two moods, t in 0..1 or beyond.
 * @throws GeometryError `length`; in slerp mode `zero-vector`, or `antipodal` for opposed moods without an axis seed.
 */
export function moodDirection(from: Vector, to: Vector, t: number, options: MoodOptions = {}): Float32Array {
  const { mode = 'lerp', axisSeed } = options;
  if (mode === 'lerp') return lerp(from, to, t);
  polar(from, 'the first mood');
  polar(to, 'the second mood');
  return slerp(from, to, t, axisSeed === undefined ? {} : { axisSeed });
}

/** Frames point + strength d(t), one for each share t. Errors as `moodDirection`. */
export function moodGradient(
  point: Vector,
  from: Vector,
  to: Vector,
  shares: readonly number[],
  { strength = 1, ...options }: MoodOptions & { readonly strength?: number } = {},
): Float32Array[] {
  return shares.map((t) => new Float32Array(combine(1, point, strength, moodDirection(from, to, t, options))));
}
