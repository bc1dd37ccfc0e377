import { describe, expect, it } from 'vitest';
import { differenceOf, distanceOf } from './difference.ts';
import type { Frame } from './frames.ts';
import { counterpart, pixelIn, rgbAt } from './pixels.ts';

/** A frame of pixels in a row, after others in its picture. */
function frameOf(pixels: readonly (readonly number[])[], before: readonly (readonly number[])[] = []): Frame {
  const rgba = Uint8ClampedArray.from([...before, ...pixels].flatMap((rgb) => [...rgb, 255]));
  const frames = 1 + before.length / pixels.length;
  return { picture: { width: pixels.length, height: 1, frames, rgba }, index: frames - 1 };
}

describe('the difference of two pictures', () => {
  const a = frameOf([
    [10, 20, 30],
    [200, 0, 0],
  ]);
  const b = frameOf(
    [
      [13, 20, 25],
      [0, 0, 100],
    ],
    [
      [1, 1, 1],
      [1, 1, 1],
    ],
  );

  it('is how far each channel is apart, whichever is larger', () => {
    expect([...differenceOf(a, b, 1).rgba]).toEqual([3, 0, 5, 255, 200, 0, 100, 255]);
    expect([...differenceOf(b, a, 1).rgba]).toEqual([...differenceOf(a, b, 1).rgba]);
  });

  it('grows with the gain, to white at most', () => {
    expect([...differenceOf(a, b, 4).rgba]).toEqual([12, 0, 20, 255, 255, 0, 255, 255]);
  });

  it('is told as mean and largest over the colours', () => {
    expect(distanceOf(a, b)).toEqual({ mean: 308 / 6, largest: 200 });
    expect(distanceOf(a, a)).toEqual({ mean: 0, largest: 0 });
  });

  it('is not told of pictures of two sizes', () => {
    expect(distanceOf(a, frameOf([[0, 0, 0]]))).toBeUndefined();
  });
});

describe('a pixel', () => {
  const size = { width: 4, height: 2 };
  const box = { left: 100, top: 50, width: 40, height: 20 };

  it('is found under a point at any zoom', () => {
    expect(pixelIn(size, box, [100, 50])).toEqual([0, 0]);
    expect(pixelIn(size, box, [139.9, 69.9])).toEqual([3, 1]);
    expect(pixelIn(size, { ...box, width: 4, height: 2 }, [102.5, 51])).toEqual([2, 1]);
  });

  it('is not there beside the picture', () => {
    expect(pixelIn(size, box, [99, 60])).toBeUndefined();
    expect(pixelIn(size, box, [140, 60])).toBeUndefined();
  });

  it('has its values in its own frame', () => {
    const second = frameOf(
      [
        [7, 8, 9],
        [4, 5, 6],
      ],
      [
        [0, 0, 0],
        [1, 2, 3],
      ],
    );
    expect(rgbAt(second, [1, 0])).toEqual([4, 5, 6]);
    expect(rgbAt({ ...second, index: 0 }, [1, 0])).toEqual([1, 2, 3]);
    for (const beside of [
      [2, 0],
      [0, 1],
      [-1, 0],
      [0.5, 0],
    ] as const) {
      expect(rgbAt({ ...second, index: 0 }, beside)).toBeUndefined();
    }
  });

  it('lies at the same share of a picture of another size', () => {
    expect(counterpart([3, 1], size, { width: 8, height: 8 })).toEqual([7, 6]);
    expect(counterpart([0, 0], size, { width: 1, height: 1 })).toEqual([0, 0]);
  });
});
