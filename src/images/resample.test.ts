import fc from 'fast-check';
import { expect, it } from 'vitest';
import { picturesOf } from '../../nodes/testing/values.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import { averaged, centreCropped, resized, resizedRows } from './resample.ts';

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
  expect(red(finish(centreCropped(row([1, 2, 3, 4, 5]), 3, 1)), 3)).toEqual([2, 3, 4]);
});

it('a picture resized in pieces is the one resized at once', () => {
  const [narrow, wide] = [picturesOf([0.1, 0.9], 5, 9), picturesOf([0.1, 0.9], 7, 9)];
  const whole = resized(wide, 7, 6);
  const pieces = [resizedRows(wide, 6, 0, 2), resizedRows(wide, 6, 2, 6)];
  expect(pieces.map(({ shape }) => shape[2])).toEqual([2, 4]);
  expect(pieces[0]?.data.subarray(0, 14)).toEqual(whole.data.subarray(0, 14));
  expect(pieces[1]?.data.subarray(0, 28)).toEqual(whole.data.subarray(14, 42));
  expect(resizedRows(narrow, 9, 0, 9).data).toEqual(narrow.data);
});

it('takes the mean of areas: an edge between new pixels stays sharp, and pixels that one runs through are shared', () => {
  expect(red(finish(averaged(row([0, 0, 1, 1]), 2, 1)), 2)).toEqual([0, 1]);
  expect(red(finish(averaged(row([0, 1, 0]), 2, 1)), 2)).toEqual([0.33333, 0.33333]);
  expect(red(finish(averaged(row([0, 1]), 4, 1)), 4)).toEqual([0, 0, 1, 1]);
});
