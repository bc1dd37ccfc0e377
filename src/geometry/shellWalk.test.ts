import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TorchGenerator } from '../tensor/random.ts';
import { finish } from '../tensor/work.ts';
import { shellWalk } from './shellWalk.ts';
import { angleBetween } from './sphere.ts';
import { norm, polar } from './vector.ts';

const start = new TorchGenerator(1).randn([256]).data;
const options = { seed: 5, leg: 0.8, straightness: 0.5 };
const walk = (distances: readonly number[], other: Partial<typeof options> = {}) =>
  finish(shellWalk(start, distances, { ...options, ...other }));
const angle = (a: Float32Array, b: Float32Array) => angleBetween(polar(a, 'a').unit, polar(b, 'b').unit);
const distance = fc.double({ min: 0, max: 30, noNaN: true });

describe('a random walk on the shell', () => {
  it('begins at its start, bit for bit', () => {
    expect(walk([0])[0]).toEqual(start);
  });

  it('stays on the shell', () => {
    fc.assert(
      fc.property(distance, (far) => {
        expect(norm(walk([far])[0] as Float32Array)).toBeCloseTo(norm(start), 3);
      }),
      { numRuns: 20 },
    );
  });

  it('stays on the shell from the noise of its own seed, which is what it would draw first', () => {
    for (const seed of [0, 5]) {
      const noise = new TorchGenerator(seed).randn([256]).data;
      const points = finish(shellWalk(noise, [0.4, 3], { ...options, seed }));
      for (const point of points) expect(norm(point)).toBeCloseTo(norm(noise), 3);
      expect(angle(noise, points[0] as Float32Array)).toBeCloseTo(0.4, 4);
    }
  });

  it('goes at constant speed, over turns too', () => {
    const step = 0.1;
    const points = walk(Array.from({ length: 60 }, (_, index) => index * step));
    const steps = points.slice(1).map((point, index) => angle(points[index] as Float32Array, point));
    // A step over a turn is shorter than the way around it, by as much as the turn.
    const straight = steps.filter(
      (_, index) => Math.floor((index * step + 1e-9) / 0.8) === Math.floor(((index + 1) * step - 1e-9) / 0.8),
    );
    expect(straight.length).toBeGreaterThan(50);
    for (const each of straight) expect(each).toBeCloseTo(step, 4);
    for (const each of steps) expect(each).toBeLessThan(step + 1e-4);
  });

  it('is the same place again after steps back, whatever else was asked for', () => {
    fc.assert(
      fc.property(distance, distance, (one, other) => {
        expect(walk([one, other])[0]).toEqual(walk([one])[0]);
        expect(walk([other, one])[1]).toEqual(walk([one])[0]);
      }),
      { numRuns: 20 },
    );
  });

  it('takes another way from another seed, and leads far away', () => {
    expect(walk([3], { seed: 6 })[0]).not.toEqual(walk([3])[0]);
    const far = walk([8])[0] as Float32Array;
    expect(angle(start, far)).toBeGreaterThan(0.8);
  });

  it('comes round to its start when it never turns', () => {
    const round = walk([2 * Math.PI], { straightness: 1 })[0] as Float32Array;
    expect(angle(start, round)).toBeLessThan(1e-3);
    const half = walk([Math.PI], { straightness: 1 })[0] as Float32Array;
    expect(angle(start, half)).toBeCloseTo(Math.PI, 3);
  });

  it('turns by the angle that it is told', () => {
    const turn = 0.25;
    const [before, corner, after] = walk([0.79, 0.8, 0.81], { straightness: Math.cos(turn) }) as [
      ...[Float32Array, Float32Array, Float32Array],
    ];
    // Two steps of 0.01 that turn by so much are 2 * 0.01 * cos(turn / 2) apart.
    expect(angle(before, corner)).toBeCloseTo(0.01, 4);
    expect(angle(before, after)).toBeCloseTo(0.02 * Math.cos(turn / 2), 4);
  });

  it('refuses a start without a direction', () => {
    expect(() => finish(shellWalk(new Float32Array(8), [1], options))).toThrow('zero');
  });

  it('stays where it is where there is nowhere to go', () => {
    expect(finish(shellWalk(Float32Array.of(2), [1], options))).toEqual([Float32Array.of(2)]);
  });

  it('goes round in a plane, where there is nothing to turn to', () => {
    const [point] = finish(shellWalk(Float32Array.of(2, 0), [1], options));
    expect(norm(point as Float32Array)).toBeCloseTo(2, 5);
  });
});
