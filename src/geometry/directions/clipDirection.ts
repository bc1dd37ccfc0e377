import type { Work } from '../../tensor/work.ts';
import { lerp } from '../lerp.ts';
import { pathThrough } from '../pathThrough.ts';
import { blendRowsInPieces } from '../rowsInPieces.ts';
import { dot, norm, type Vector } from '../vector.ts';

type Clip = readonly Vector[];

/**
 * The attribute direction of sequences: mean(clips with) - mean(clips without), frame by frame. Clips of other lengths are
 * brought to `frames` frames by lerp between neighbours, so that what happens half way through one meets what happens half way
 * through another.
 * @returns one vector for each frame.
 * @throws GeometryError `length` when frames differ in size.
 */
export function* clipDirection(
  positive: readonly Clip[],
  negative: readonly Clip[],
  frames: number,
): Work<Float32Array[]> {
  const clips: Clip[] = [];
  for (const clip of [...positive, ...negative]) clips.push(yield* resampled(clip, frames));
  const shares = clips.map((_, index) => (index < positive.length ? 1 / positive.length : -1 / negative.length));
  const result: Float32Array[] = [];
  for (let frame = 0; frame < frames; frame++) {
    yield;
    const rows = clips.map((clip) => clip[frame] as Vector);
    result.push(yield* blendRowsInPieces(rows, shares, rows[0]?.length ?? 0));
  }
  return result;
}

function* resampled(clip: Clip, frames: number): Work<Clip> {
  const [first] = clip;
  if (clip.length === frames || !first) return clip;
  if (clip.length === 1) return Array.from({ length: frames }, () => first);
  return yield* pathThrough(clip, frames, { interpolate: lerp });
}

export const clipParts = ['whole', 'motion', 'still'] as const;
/** All of a direction of sequences, what changes from frame to frame, or the mean of all frames. */
export type ClipPart = (typeof clipParts)[number];

/** whole = motion + still, and the two are orthogonal as vectors of all frames together. */
export function* partOfClip(direction: readonly Float32Array[], part: ClipPart): Work<readonly Float32Array[]> {
  const [first] = direction;
  if (part === 'whole' || !first) return direction;
  const count = direction.length;
  const mean = yield* blendRowsInPieces(
    direction,
    direction.map(() => 1 / count),
    first.length,
  );
  if (part === 'still') return direction.map(() => mean);
  const moving: Float32Array[] = [];
  for (const frame of direction) moving.push(yield* blendRowsInPieces([frame, mean], [1, -1], frame.length));
  return moving;
}

/** Norm of all frames together. */
export function clipNorm(direction: readonly Vector[]): number {
  return Math.hypot(...direction.map(norm));
}

/** Cosine of two directions of as many frames; 0 where one is zero. */
export function clipCosine(a: readonly Vector[], b: readonly Vector[]): number {
  const lengths = clipNorm(a) * clipNorm(b);
  const product = a.reduce((sum, frame, index) => sum + dot(frame, b[index] as Vector), 0);
  return lengths > 0 ? product / lengths : 0;
}
