import fc from 'fast-check';
import { slerp, slerpUnit } from '../slerp.ts';
import { dimensions, gaussian, seeds } from './arbitraries.ts';
import { unitOf } from './hardPairs.ts';

/** Frames at the given angles, in radians, on one great circle in `size` dimensions; float64, norm 1. */
export function onGreatCircle(angles: readonly number[], size = 64, seed = 1): Float64Array[] {
  const first = unitOf(gaussian(size, seed));
  const second = unitOf(gaussian(size, seed + 1));
  const quarter = Math.acos(first.reduce((sum, value, i) => sum + value * (second[i] as number), 0));
  return angles.map((angle) => slerpUnit(first, second, angle / quarter));
}

/** A slerp path with noise of the given strength on each frame: float32, not unit. */
export function jittery(count: number, size: number, seed: number, strength: number): Float32Array[] {
  const [a, b] = [gaussian(size, seed), gaussian(size, seed + 1)];
  return Array.from({ length: count }, (_, t) => {
    const noise = gaussian(size, seed + 2 + t, strength);
    return slerp(a, b, t / (count - 1), { axisSeed: 1 }).map((value, i) => value + (noise[i] as number));
  });
}

/** Jittery paths of 3 to 7 frames. */
export const jitteryPaths = fc
  .record({
    size: dimensions,
    seed: seeds,
    count: fc.integer({ min: 3, max: 7 }),
    strength: fc.constantFrom(0.01, 0.2),
  })
  .filter(({ size }) => size > 8)
  .map(({ count, size, seed, strength }) => jittery(count, size, seed, strength));
