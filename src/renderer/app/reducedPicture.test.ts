import { expect, test } from 'vitest';
import type { Picture } from '../../graph/events.ts';
import { reducedTo } from './reducedPicture.ts';

/** Grey frames of these values. */
const greys = (width: number, height: number, ...frames: number[][]): Picture => ({
  width,
  height,
  frames: frames.length,
  rgba: Uint8ClampedArray.from(frames.flatMap((values) => values.flatMap((value) => [value, value, value, 255]))),
});
const redOf = ({ rgba }: Picture) => [...rgba].filter((_, at) => at % 4 === 0);

test('a picture is reduced to means of squares, whole or not, of the frame that is asked for', () => {
  const picture = greys(3, 2, [1, 2, 3, 4, 5, 6], [10, 20, 50, 30, 40, 70]);
  const small = reducedTo(2, picture, 1);
  expect([small.width, small.height, small.frames]).toEqual([2, 1, 1]);
  expect(redOf(small)).toEqual([25, 60]);
  expect(small.rgba[3]).toBe(255);
});

test('a picture that is small already stays as it is', () => {
  expect(redOf(reducedTo(8, greys(2, 2, [1, 2, 3, 4]), 0))).toEqual([1, 2, 3, 4]);
});
