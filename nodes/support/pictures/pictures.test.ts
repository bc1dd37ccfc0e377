import { describe, expect, it } from 'vitest';
import { map, tensor } from '../../../src/tensor/tensor.ts';
import { fakeContext } from '../../testing/fakeContext.ts';
import { fakeVae } from '../../testing/fakeModel.ts';
import { picturesOf } from '../../testing/values.ts';
import { decodeItems } from './decodeItems.ts';
import { differenceFigures } from './differenceFigures.ts';
import { pictureSize, scaledSize } from './pictureSize.ts';

it('what two pictures are apart stands in a table in levels of 255, and is called equal where they are', () => {
  expect(differenceFigures({ absolute: 0.1, psnr: 20 })).toEqual([25.5, 20]);
  expect(differenceFigures({ absolute: 0, psnr: Number.POSITIVE_INFINITY })).toEqual([0, 'equal']);
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
