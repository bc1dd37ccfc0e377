import { describe, expect, it } from 'vitest';
import { type Tensor, tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import { pictureSheet } from './pictureSheet.ts';

/** A picture of width 2 and height 1. */
const two = (...values: number[]) => tensor(Float32Array.from(values), [1, 3, 1, 2]);

describe('a sheet of pictures', () => {
  const shades = [0.1, 0.2, 0.3].map((shade) =>
    two(shade, shade + 0.01, shade + 0.02, shade + 0.03, shade + 0.04, shade + 0.05),
  );
  const rowsOf = (sheet: Tensor, channel = 0) => {
    const [, , height = 0, width = 0] = sheet.shape;
    return Array.from({ length: height }, (_, row) =>
      [...sheet.data.subarray((channel * height + row) * width, (channel * height + row + 1) * width)].map((value) =>
        Number(value.toFixed(2)),
      ),
    );
  };

  it('sets them row by row with gaps between', () => {
    const sheet = finish(pictureSheet(shades, { columns: 2, gap: 1, shade: 0.9 }));
    expect(sheet.shape).toEqual([1, 3, 3, 5]);
    expect(rowsOf(sheet)).toEqual([
      [0.1, 0.11, 0.9, 0.2, 0.21],
      [0.9, 0.9, 0.9, 0.9, 0.9],
      [0.3, 0.31, 0.9, 0.9, 0.9],
    ]);
    expect(rowsOf(sheet, 2)[2]).toEqual([0.34, 0.35, 0.9, 0.9, 0.9]);
  });

  it('is no wider than its pictures', () => {
    expect(finish(pictureSheet(shades, { columns: 9, gap: 0, shade: 0 })).shape).toEqual([1, 3, 1, 6]);
  });
});
