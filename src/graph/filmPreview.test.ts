import { expect, test } from 'vitest';
import { zeros } from '../tensor/tensor.ts';
import { filmPreview } from './filmPreview.ts';
import type { ImageSet } from './values.ts';

const signal = { aborted: false, throwIfAborted: () => undefined };

function film(count: number, [width, height] = [8, 4], asked: number[] = []): ImageSet {
  return {
    count,
    framesPerSecond: 10,
    read: async (index) => {
      asked.push(index);
      const picture = zeros([1, 3, height ?? 4, width ?? 8]);
      picture.data.fill(index / count);
      return picture;
    },
  };
}

const quickly = { now: () => 0, pause: async () => undefined, signal };

test('a short film is shown frame by frame, each read once', async () => {
  const asked: number[] = [];
  const picture = await filmPreview(film(10, [8, 4], asked), quickly);
  expect(picture).toMatchObject({ width: 8, height: 4, frames: 10, framesPerSecond: 10 });
  expect(asked.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect([...picture.rgba].filter((_, index) => index % 128 === 0)).toEqual([
    0, 26, 51, 77, 102, 128, 153, 178, 204, 229,
  ]);
});

test('a long film is shown in frames from all over it, in the time that it takes', async () => {
  const picture = await filmPreview(film(6400), quickly);
  expect(picture.frames).toBe(64);
  expect(picture.framesPerSecond).toBeCloseTo(0.1, 5);
});

test('where reading takes long, a few frames stand for the film', async () => {
  let clock = 0;
  const picture = await filmPreview(film(6400), { ...quickly, now: () => (clock += 200) });
  expect(picture.frames).toBeLessThan(10);
  expect(picture.frames).toBeGreaterThanOrEqual(1);
  expect(picture.frames / (picture.framesPerSecond ?? 1)).toBeCloseTo(640, 5);
});

test('large frames are shown small', async () => {
  const picture = await filmPreview(film(1, [1024, 512]), quickly);
  expect(picture).toMatchObject({ width: 256, height: 128 });
});

test('where frames build on those before, it is read from the front until the time is over, at its own speed', async () => {
  let clock = 0;
  const asked: number[] = [];
  const sequential = { ...film(128, [8, 4], asked), sequential: true };
  const picture = await filmPreview(sequential, { ...quickly, now: () => (clock += 200) });
  expect(asked).toEqual([0, 2, 4, 6, 8, 10]);
  expect(picture).toMatchObject({ frames: 6, framesPerSecond: 5 });
  asked.length = 0;
  expect((await filmPreview(sequential, quickly)).framesPerSecond).toBe(5);
  expect(asked).toEqual(asked.toSorted((a, b) => a - b));
});
