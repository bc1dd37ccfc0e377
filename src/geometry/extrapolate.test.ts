import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from '../../fixtures/geometry/trajectory.json';
import { finish } from '../tensor/work.ts';
import { extrapolate } from './extrapolate.ts';
import { gaussian, magnitudes } from './testing/arbitraries.ts';
import { jitteryPaths, onGreatCircle } from './testing/paths.ts';
import { distance, norm } from './vector.ts';

const relativeError = (value: Float32Array, expected: Float32Array | Float64Array) =>
  distance(value, expected) / norm(expected);

describe('extrapolation', () => {
  const frames = reference.frames.map((frame) => Float32Array.from(frame));

  it.each([
    ['first order', {}, reference.next.first],
    ['first order with the mean step', { stepLength: 'mean' }, reference.next.mean],
    ['second order', { order: 2 }, reference.next.second],
  ] as const)('of %s goes where geomstats goes', (_, options, expected) => {
    const [next] = finish(extrapolate(frames, 1, options));
    expect(relativeError(next ?? new Float32Array(6), Float64Array.from(expected))).toBeLessThan(1e-6);
  });

  it('of first order goes on along a great circle, beyond half a turn too', () => {
    const circle = onGreatCircle([0, 0.9, 1.8, 2.7, 3.6, 4.5, 5.4]);
    finish(extrapolate(circle.slice(0, 2), 5)).forEach((frame, index) => {
      expect(relativeError(frame, circle[index + 2] ?? frame)).toBeLessThan(1e-6);
    });
  });

  it('of second order goes on with constant acceleration', () => {
    const circle = onGreatCircle([0, 0.1, 0.3, 0.6, 1, 1.5, 2.1]);
    finish(extrapolate(circle.slice(0, 3), 4, { order: 2 })).forEach((frame, index) => {
      expect(relativeError(frame, circle[index + 3] ?? frame)).toBeLessThan(1e-6);
    });
  });

  it.each([1, 2] as const)('of order %i keeps a still sequence still', (order) => {
    fc.assert(
      fc.property(fc.constantFrom(2, 1024, 65536), magnitudes, (size, magnitude) => {
        const still = gaussian(size, 3, magnitude);
        for (const count of [1, 2, 4]) {
          for (const frame of finish(extrapolate(Array(count).fill(still), 2, { order }))) {
            expect(relativeError(frame, still)).toBeLessThan(1e-6);
          }
        }
      }),
    );
  });

  it('by the mean step stays still where the last step was still', () => {
    const [a, b] = [gaussian(64, 1), gaussian(64, 2)];
    const [next] = finish(extrapolate([a, b, b], 1, { stepLength: 'mean' }));
    expect(distance(next ?? a, b)).toBeLessThan(Math.abs(norm(b) - norm(a)) / 2 + 1e-5);
  });

  it('lets the radius go on linearly', () => {
    const longer = onGreatCircle([0, 0.2, 0.4]).map((unit, i) => unit.map((value) => value * (2 + i)));
    const norms = finish(extrapolate(longer, 2)).map(norm);
    expect(norms[0]).toBeCloseTo(5, 5);
    expect(norms[1]).toBeCloseTo(6, 5);
  });

  it('is finite on jittery paths of any size', () => {
    fc.assert(
      fc.property(jitteryPaths, fc.constantFrom(1, 2), (path, order) => {
        for (const frame of finish(extrapolate(path, 2, { order: order === 1 ? 1 : 2 }))) {
          expect(frame.every(Number.isFinite)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('refuses what it cannot go on from, and says why', () => {
    const a = gaussian(8, 1);
    const opposite = a.map((value) => -value);
    const shorter = a.map((value) => value / 3);
    expect(() => finish(extrapolate([], 1))).toThrow(/no frame/);
    expect(() => finish(extrapolate([a, new Float32Array(8)], 1))).toThrow(/^frame 2 is zero/);
    expect(() => finish(extrapolate([a, opposite], 1))).toThrow(/opposite/);
    expect(() => finish(extrapolate([a, shorter], 1))).toThrow(/at step 1 the linear radius would be -/);
  });
});
