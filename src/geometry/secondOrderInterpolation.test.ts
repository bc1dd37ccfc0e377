import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { lerp } from './lerp.ts';
import { secondOrderInterpolation } from './secondOrderInterpolation.ts';
import { temporalInterpolation } from './temporalInterpolation.ts';

/** A point of the circle of radius 2 in the plane of the first two of four axes. */
const onCircle = (angle: number) => Float32Array.of(2 * Math.cos(angle), 2 * Math.sin(angle), 0, 0);
const angleOf = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => Math.atan2(y, x);

function expectNear(found: readonly (ArrayLike<number> & Iterable<number>)[], wanted: readonly (readonly number[])[]) {
  expect(found).toHaveLength(wanted.length);
  for (const [index, point] of wanted.entries()) {
    for (const [axis, value] of point.entries())
      expect(found[index]?.[axis], `${index}, ${axis}`).toBeCloseTo(value, 4);
  }
}

describe('interpolation of second order', () => {
  it('is exact where the velocity changes evenly: on parabolas, with lerp', () => {
    const at = (time: number) => [1 - 3 * time + 0.7 * time * time, 2 + time - 0.2 * time * time];
    const frames = [0, 1, 2, 3, 4].map((time) => Float32Array.from(at(time)));
    const wanted = Array.from({ length: 17 }, (_, index) => at(index / 4));
    expectNear(finish(secondOrderInterpolation(frames, 3, { interpolate: lerp })), wanted);
  });

  it('is exact on a great circle that is run through faster and faster', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.4, noNaN: true }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        (speed, gain) => {
          const angle = (time: number) => 0.2 + speed * time + (gain / 2) * time * time;
          const frames = [0, 1, 2, 3].map((time) => onCircle(angle(time)));
          const filled = finish(secondOrderInterpolation(frames, 1));
          for (const [index, frame] of filled.entries()) expect(angleOf(frame)).toBeCloseTo(angle(index / 2), 5);
        },
      ),
    );
  });

  it('keeps the given frames as they are, and puts as many between them as are asked for', () => {
    const frames = [0, 0.3, 0.9, 1].map(onCircle);
    const filled = finish(secondOrderInterpolation(frames, 2));
    expect(filled).toHaveLength(10);
    for (const [index, frame] of frames.entries()) expect(filled[3 * index]).toBe(frame);
  });

  it('has no corners where slerp has them: neighbouring steps differ less', () => {
    const frames = [0, 0.1, 0.6, 0.7, 1.2].map(onCircle);
    const roughest = (points: readonly (ArrayLike<number> & Iterable<number>)[]) => {
      const angles = points.map(angleOf);
      return Math.max(
        ...angles.slice(2).map((angle, at) => Math.abs(angle - 2 * (angles[at + 1] ?? 0) + (angles[at] ?? 0))),
      );
    };
    expect(roughest(finish(secondOrderInterpolation(frames, 7)))).toBeLessThan(
      roughest(finish(temporalInterpolation(frames, 7))) / 2,
    );
  });

  it('of two frames is the straight way between them, and of fewer nothing new', () => {
    const [a, b] = [onCircle(0), onCircle(1)];
    expect(finish(secondOrderInterpolation([a, b], 3))).toEqual(finish(temporalInterpolation([a, b], 3)));
    expect(finish(secondOrderInterpolation([a], 3))).toEqual([a]);
    expect(finish(secondOrderInterpolation([], 3))).toEqual([]);
  });
});
