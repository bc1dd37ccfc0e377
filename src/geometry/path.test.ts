import { describe, expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { easings } from './easing.ts';
import { lerp } from './lerp.ts';
import { inBetweens, path } from './path.ts';
import { slerp } from './slerp.ts';
import { temporalInterpolation } from './temporalInterpolation.ts';
import { gaussian } from './testing/arbitraries.ts';
import { transition } from './transition.ts';
import { stepAngles, unitSequence } from './unitSequence.ts';
import { distance, norm } from './vector.ts';

const [a, b] = [gaussian(256, 1), gaussian(256, 2)];
const relativeError = (value: Float32Array | undefined, expected: Float32Array) =>
  distance(value ?? new Float32Array(expected.length), expected) / norm(expected);

describe('a path', () => {
  it.each(easings)('with %s easing holds both ends', (easing) => {
    const frames = path(a, b, 6, { easing });
    expect(frames).toHaveLength(6);
    expect(relativeError(frames[0], a)).toBeLessThan(1e-6);
    expect(relativeError(frames[5], b)).toBeLessThan(1e-6);
  });

  it('of one frame is its start, and of none is empty', () => {
    expect(path(a, b, 1)).toEqual([slerp(a, b, 0)]);
    expect(path(a, b, 0)).toEqual([]);
  });

  it('takes equal steps of angle without easing, and any interpolation', () => {
    const angles = finish(stepAngles(finish(unitSequence(path(a, b, 5))).units));
    for (const angle of angles) expect(angle).toBeCloseTo(angles[0] ?? 0, 6);
    expect(path(a, b, 3, { interpolate: lerp })[1]).toEqual(lerp(a, b, 0.5));
  });
});

describe('a transition', () => {
  const first = [gaussian(256, 3), a];
  const second = [b, gaussian(256, 4)];

  it('leads over with frames at (i + 1) / (n + 1) and passes the given frames on', () => {
    const frames = finish(transition(first, second, 3));
    expect(frames).toHaveLength(7);
    expect([frames[0], frames[1], frames[5], frames[6]]).toEqual([...first, ...second]);
    expect(frames.slice(2, 5)).toEqual([0.25, 0.5, 0.75].map((t) => slerp(a, b, t)));
  });

  it('of no frames only joins, and shows no frame twice', () => {
    expect(finish(transition(first, second, 0))).toEqual([...first, ...second]);
    for (const frame of finish(inBetweens(a, b, 4, { easing: 'cosine' }))) {
      expect(relativeError(frame, a)).toBeGreaterThan(0.01);
      expect(relativeError(frame, b)).toBeGreaterThan(0.01);
    }
  });

  it('needs a frame on either side', () => {
    expect(() => finish(transition([], second, 2))).toThrow(/either side/);
  });
});

describe('temporal interpolation', () => {
  const frames = [a, b, gaussian(256, 5)];

  it('puts k frames in each gap and keeps the given ones as they are', () => {
    const denser = finish(temporalInterpolation(frames, 2));
    expect(denser).toHaveLength(7);
    expect([denser[0], denser[3], denser[6]]).toEqual(frames);
    expect(denser[1]).toEqual(slerp(a, b, 1 / 3));
  });

  it('leaves a single frame, no frames, and k = 0 as they are', () => {
    expect(finish(temporalInterpolation([a], 3))).toEqual([a]);
    expect(finish(temporalInterpolation([], 3))).toEqual([]);
    expect(finish(temporalInterpolation(frames, 0))).toEqual(frames);
  });

  it('keeps a still sequence still', () => {
    for (const frame of finish(temporalInterpolation([a, a], 3)))
      expect(relativeError(Float32Array.from(frame), a)).toBeLessThan(1e-6);
  });
});
