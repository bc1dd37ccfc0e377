import { describe, expect, it } from 'vitest';
import type { Tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import { shaded } from './shading.ts';

describe('values as colours', () => {
  const values = Float32Array.of(-2, 0, 1, 0.5);
  const pixel = (picture: Tensor, i: number) => {
    const size = picture.data.length / 3;
    return [0, 1, 2].map((channel) => Number((picture.data[channel * size + i] as number).toFixed(3)));
  };

  it('go from black over grey to white, cut at the limit', () => {
    const picture = finish(shaded(values, [2, 2], 1, 1, 'grey'));
    expect(picture.shape).toEqual([1, 3, 2, 2]);
    expect([0, 1, 2, 3].map((i) => pixel(picture, i)[0])).toEqual([0, 0.5, 1, 0.75]);
    expect(pixel(finish(shaded(values, [2, 2], 2, 1, 'grey')), 2)).toEqual([0.75, 0.75, 0.75]);
  });

  it('go from blue to orange', () => {
    const picture = finish(shaded(values, [2, 2], 1, 1));
    expect(pixel(picture, 0)).toEqual([0.35, 0.69, 0.95]);
    expect(pixel(picture, 1)).toEqual([0.09, 0.1, 0.12]);
    expect(pixel(picture, 2)).toEqual([0.95, 0.65, 0.35]);
  });

  it('fill a cell each', () => {
    const picture = finish(shaded(values, [2, 2], 1, 2, 'grey'));
    expect(picture.shape).toEqual([1, 3, 4, 4]);
    const rows = [0, 4, 8, 12].map((start) => [0, 1, 2, 3].map((x) => pixel(picture, start + x)[0]));
    expect(rows).toEqual([
      [0, 0, 0.5, 0.5],
      [0, 0, 0.5, 0.5],
      [1, 1, 0.75, 0.75],
      [1, 1, 0.75, 0.75],
    ]);
  });
});
