import { expect, it } from 'vitest';
import { tensor } from '../tensor/tensor.ts';
import { luminance } from './luminance.ts';

/** A picture of width 2 and height 1. */
const two = (...values: number[]) => tensor(Float32Array.from(values), [1, 3, 1, 2]);

it('brightness weighs green most and blue least', () => {
  const [red = 0, green = 0] = luminance(two(1, 0, 0, 1, 0, 0));
  const [blue = 0, white = 0] = luminance(two(0, 1, 0, 1, 1, 1));
  expect(red).toBeCloseTo(0.2126, 6);
  expect(green).toBeCloseTo(0.7152, 6);
  expect(blue).toBeCloseTo(0.0722, 6);
  expect(white).toBeCloseTo(1, 6);
});
