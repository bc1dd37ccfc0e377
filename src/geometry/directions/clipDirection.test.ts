import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../tensor/work.ts';
import { gaussian, seeds } from '../testing/arbitraries.ts';
import { combine, distance, dot, norm } from '../vector.ts';
import { clipCosine, clipDirection, clipNorm, partOfClip } from './clipDirection.ts';

const clipOf = (seed: number, frames: number, size = 24) =>
  Array.from({ length: frames }, (_, frame) => gaussian(size, seed + frame));
const clips = fc.record({ seed: seeds, frames: fc.integer({ min: 2, max: 9 }), change: seeds });
const close = (found: Float32Array, expected: ArrayLike<number>) =>
  expect(distance(found, Float32Array.from(expected))).toBeLessThan(1e-4);

describe('the direction of an attribute of sequences', () => {
  it('is what was added to each frame of the clips that have it', () => {
    fc.assert(
      fc.property(clips, ({ seed, frames, change }) => {
        const added = clipOf(change, frames);
        const without = [clipOf(seed, frames), clipOf(seed + 100, frames)];
        const positive = without.map((clip) =>
          clip.map((frame, t) => new Float32Array(combine(1, frame, 1, added[t] ?? frame))),
        );
        const found = finish(clipDirection(positive, without, frames));
        expect(found).toHaveLength(frames);
        found.forEach((frame, t) => {
          close(frame, added[t] ?? frame);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('does not hang on how many frames each clip has, where motion is even', () => {
    const [from, step] = [gaussian(24, 1), gaussian(24, 2)];
    const moving = (frames: number) =>
      Array.from({ length: frames }, (_, t) => new Float32Array(combine(1, from, t / (frames - 1), step)));
    const found = finish(clipDirection([moving(5), moving(9)], [[from], moving(3).map(() => from)], 4));
    expect(found).toHaveLength(4);
    found.forEach((frame, t) => {
      close(frame, combine(t / 3, step, 0, step));
    });
  });

  it('falls apart into what stands and what moves, at right angles', () => {
    fc.assert(
      fc.property(clips, ({ seed, frames }) => {
        const whole = clipOf(seed, frames);
        const [still, motion] = [finish(partOfClip(whole, 'still')), finish(partOfClip(whole, 'motion'))];
        whole.forEach((frame, t) => {
          close(frame, combine(1, still[t] ?? frame, 1, motion[t] ?? frame));
        });
        const product = still.reduce((sum, frame, t) => sum + dot(frame, motion[t] ?? frame), 0);
        expect(product / clipNorm(whole) ** 2).toBeCloseTo(0, 5);
        expect(finish(partOfClip(whole, 'whole'))).toBe(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('is compared over all frames together', () => {
    const [a, b] = [clipOf(1, 3), clipOf(50, 3)];
    expect(clipNorm(a)).toBeCloseTo(Math.hypot(...a.map(norm)), 10);
    expect(clipCosine(a, a)).toBeCloseTo(1, 10);
    expect(clipCosine(a, b)).toBeCloseTo(clipCosine(b, a), 12);
    expect(clipCosine(a, [new Float32Array(24), new Float32Array(24), new Float32Array(24)])).toBe(0);
  });
});
