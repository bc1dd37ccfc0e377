import { expect, test } from 'vitest';
import { tensor } from '../tensor/tensor.ts';
import { toPicture } from './picture.ts';

/** Two frames of 3 x 2 pixels, every value another level of 0..255. */
const frames = tensor(
  Float32Array.from({ length: 36 }, (_, i) => i / 255),
  [2, 3, 2, 3],
);

test('planes of red, green and blue become pixels, opaque, frame after frame', () => {
  const { rgba, ...size } = toPicture(frames);
  expect(size).toEqual({ width: 3, height: 2, frames: 2 });
  const pixels = Array.from({ length: rgba.length / 4 }, (_, i) => [...rgba.subarray(4 * i, 4 * i + 4)]);
  const firstFrame = [0, 1, 2, 3, 4, 5].map((i) => [i, 6 + i, 12 + i, 255]);
  const secondFrame = firstFrame.map(([r = 0, g = 0, b = 0]) => [18 + r, 18 + g, 18 + b, 255]);
  expect(pixels).toEqual([...firstFrame, ...secondFrame]);
});

test('levels are rounded to the nearest and cut at black and white', () => {
  const { rgba } = toPicture(tensor(Float32Array.of(0.4 / 255, 0.6 / 255, 254.6 / 255, -3, 7, 0.5), [1, 3, 1, 2]));
  expect([...rgba]).toEqual([0, 255, 255, 255, 1, 0, 128, 255]);
});

test('an animation has its pace, a still picture none', () => {
  expect(toPicture(frames, 12).framesPerSecond).toBe(12);
  expect(toPicture(frames)).not.toHaveProperty('framesPerSecond');
});
