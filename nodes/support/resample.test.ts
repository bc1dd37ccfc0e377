import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { picturesOf } from '../testing/values.ts';
import { centreCropped, covering, resized } from './resample.ts';

const side = fc.integer({ min: 1, max: 40 });

/** One row of three equal channels. */
const row = (values: readonly number[]): Tensor => ({
  data: Float32Array.from([...values, ...values, ...values]),
  shape: [1, 3, 1, values.length],
});
const red = ({ data }: Tensor, count: number) => [...data.subarray(0, count)].map((value) => Number(value.toFixed(5)));

it('a plain picture stays plain at any size', () => {
  fc.assert(
    fc.property(side, side, side, side, (width, height, newWidth, newHeight) => {
      const result = resized(picturesOf([0.3], width, height), newWidth, newHeight);
      expect(result.shape).toEqual([1, 3, newHeight, newWidth]);
      expect(Math.max(...result.data.map((value) => Math.abs(value - 0.3)))).toBeLessThan(1e-6);
    }),
  );
});

it('making small averages what falls together, as PIL does', () => {
  expect(red(resized(row([0, 0, 1, 1, 1, 1, 0, 0]), 4, 1), 4)).toEqual([0.14286, 0.875, 0.875, 0.14286]);
});

it('making large draws straight lines between pixels', () => {
  expect(red(resized(row([0, 1]), 4, 1), 4)).toEqual([0, 0.25, 0.75, 1]);
});

it('cropping keeps the middle', () => {
  expect(red(centreCropped(row([1, 2, 3, 4, 5]), 3, 1), 3)).toEqual([2, 3, 4]);
});

it('covering fills the frame and keeps proportions', () => {
  expect(covering(picturesOf([0.5], 40, 20), 16, 16).shape).toEqual([1, 3, 16, 16]);
  expect(red(covering(row([0, 0, 1, 1]), 2, 1), 2)).toEqual([0, 1]);
});
