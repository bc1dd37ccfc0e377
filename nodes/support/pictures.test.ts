import { describe, expect, it } from 'vitest';
import { map, type Tensor, tensor } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae } from '../testing/fakeModel.ts';
import { picturesOf } from '../testing/values.ts';
import { decodeItems } from './decodeItems.ts';
import { luminance } from './luminance.ts';
import { differenceFigures } from './differenceFigures.ts';
import { pictureDifference } from './pictureDifference.ts';
import { pictureSheet } from './pictureSheet.ts';
import { pictureSize, scaledSize } from './pictureSize.ts';
import { shaded } from './shading.ts';

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

describe('the difference of two pictures', () => {
  const [black, grey] = [two(0, 0, 0, 0, 0, 0), two(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)];

  it('is the mean of those of their colours, and in decibels', () => {
    expect(finish(pictureDifference(black, grey)).absolute).toBeCloseTo(0.1, 6);
    expect(finish(pictureDifference(grey, black)).absolute).toBeCloseTo(0.1, 6);
    expect(finish(pictureDifference(black, grey)).psnr).toBeCloseTo(20, 5);
    expect(finish(pictureDifference(black, two(0.3, -0.3, 0, 0, 0, 0))).absolute).toBeCloseTo(0.1, 6);
  });

  it('stands in a table in levels of 255, and is called equal where there is none', () => {
    expect(differenceFigures(finish(pictureDifference(black, grey)))).toEqual([25.5, 20]);
    expect(differenceFigures(finish(pictureDifference(grey, grey)))).toEqual([0, 'equal']);
  });
});

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

describe('the size of a picture', () => {
  it.each([
    [20, 0, { width: 20, height: 10 }],
    [0, 10, { width: 20, height: 10 }],
    [10, 30, { width: 60, height: 30 }],
    [80, 10, { width: 80, height: 40 }],
    [0, 1, { width: 2, height: 1 }],
    [1, 0, { width: 1, height: 1 }],
  ])('of 40 x 20, asked as %d x %d, covers that; 0 follows the other side: %j', (width, height, size) => {
    expect(scaledSize({ width: 40, height: 20 }, { width, height })).toEqual(size);
  });

  it('is told with the width first', () => {
    expect(pictureSize(picturesOf([0.5], 40, 20))).toBe('40 x 20 px');
  });
});

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

describe('decoded latents', () => {
  it('are pictures in 0 to 1, one after the other, with progress after each', async () => {
    const context = fakeContext();
    const latents = (value: number) => map(tensor(new Float32Array(4), [1, 4, 1, 1]), () => value);
    const pictures = await decodeItems(fakeVae, [latents(-10), latents(-0.125), latents(10)], context);
    expect(pictures.shape).toEqual([3, 3, 8, 8]);
    expect([pictures.data[0], pictures.data[192], pictures.data[384]]).toEqual([0, 0.5, 1]);
    expect(context.progressed).toEqual([
      { step: 1, of: 3 },
      { step: 2, of: 3 },
      { step: 3, of: 3 },
    ]);
  });
});
