import { expect, it } from 'vitest';
import { finish } from '../tensor/work.ts';
import { histogram } from './analysis/histogram.ts';
import { frequencyBands, weighBands } from './directions/frequencyBands.ts';
import { extrapolate } from './extrapolate.ts';
import { respace } from './respace.ts';
import { slerp } from './slerp.ts';
import { smoothSequence } from './smoothSequence.ts';
import { gaussian } from './testing/arbitraries.ts';

const point = gaussian(8, 1);
const opposite = point.map((value) => -value);
const zero = new Float32Array(8);
const smooth = (frames: readonly Float32Array[]) =>
  finish(smoothSequence(frames, { strength: 1, rounds: 1, radii: 'kept' }));

it.each<[string, string, () => unknown]>([
  ['length', 'points of different sizes', () => slerp(point, gaussian(9, 1), 0.5)],
  ['zero-vector', 'a point without a direction', () => slerp(point, zero, 0.5)],
  ['antipodal', 'opposite points', () => slerp(point, opposite, 0.5)],
  [
    'negative-radius',
    'a radius below zero',
    () =>
      slerp(
        point,
        point.map((value) => 3 * value),
        -1,
      ),
  ],
  ['length', 'no frame to continue from', () => finish(extrapolate([], 1))],
  ['antipodal', 'opposite last frames', () => finish(extrapolate([point, opposite], 1))],
  ['length', 'no frame to respace', () => finish(respace([], [], 4))],
  ['antipodal', 'neighbours of a frame that are opposite', () => smooth([point, gaussian(8, 2), opposite])],
  ['antipodal', 'a frame opposite the middle of its neighbours', () => smooth([point, opposite, point])],
  ['length', 'no values to count', () => finish(histogram([], 4))],
  ['zero-vector', 'values that are not finite', () => finish(histogram([Float32Array.of(Number.NaN)], 4))],
  ['length', 'numbers that do not fill the shape', () => frequencyBands(point, [1, 8, 9], 2)],
  ['weights', 'more bands than there are', () => frequencyBands(gaussian(64, 1), [1, 8, 8], 5)],
  ['weights', 'a weight that is none', () => weighBands(gaussian(64, 1), [1, 8, 8], [1, Number.NaN])],
])('calls by the name of the fault %s: %s', (fault, _, call) => {
  expect(call).toThrow(expect.objectContaining({ fault }));
});
