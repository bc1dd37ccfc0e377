import { expect, test } from 'vitest';
import { neverCancelled } from '../../diffusion/testing/recordedNetwork.ts';
import { type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { runInTiles, tileStarts } from './tiles.ts';

const tiling = { size: 8, overlap: 2, unit: 1 };

function ramp(shape: readonly number[]): Tensor {
  const value = zeros(shape);
  return tensor(
    value.data.map((_, i) => Math.sin(i * 0.7)),
    shape,
  );
}

/** Each cell becomes 2 x 2, as a decoder would: what it says of a place depends on nothing else. */
async function doubled({ data, shape: [, channels = 0, height = 0, width = 0] }: Tensor): Promise<Tensor> {
  const result = zeros([1, channels, 2 * height, 2 * width]);
  for (let i = 0; i < result.data.length; i++) {
    const [column, row, channel] = [
      i % (2 * width),
      Math.floor(i / (2 * width)) % (2 * height),
      Math.floor(i / (4 * width * height)),
    ];
    result.data[i] = data[(channel * height + (row >> 1)) * width + (column >> 1)] ?? 0;
  }
  return result;
}

test('tiles cover a length, overlap by what they are told to or more, and end with it', () => {
  expect(tileStarts(8, tiling)).toEqual([0]);
  expect(tileStarts(9, tiling)).toEqual([0, 1]);
  expect(tileStarts(20, tiling)).toEqual([0, 6, 12]);
  expect(tileStarts(21, tiling)).toEqual([0, 6, 12, 13]);
  expect(tileStarts(64, { size: 32, overlap: 8, unit: 16 })).toEqual([0, 16, 32]);
});

test('a network that looks at one place at a time says the same in tiles', async () => {
  const picture = ramp([1, 3, 21, 13]);
  const tiled = await runInTiles(picture, tiling, doubled, neverCancelled);
  const whole = await doubled(picture);
  expect(tiled?.shape).toEqual(whole.shape);
  expect(maxDifference(tiled?.data ?? [], whole.data)).toBeLessThan(1e-6);
});

test('where tiles disagree one fades into the other without a step', async () => {
  let tile = 0;
  const flat = async ({ shape }: Tensor) => tensor(zeros(shape).data.fill(tile++), shape);
  const tiled = await runInTiles(zeros([1, 1, 8, 14]), tiling, flat, neverCancelled);
  expect([...(tiled?.data.slice(0, 14) ?? [])].map((value) => Math.round(value * 3) / 3)).toEqual([
    ...[0, 0, 0, 0, 0, 0, 1 / 3, 2 / 3],
    ...[1, 1, 1, 1, 1, 1],
  ]);
});

test('what is no larger than a tile is not for tiles', async () => {
  expect(await runInTiles(zeros([1, 1, 8, 8]), tiling, doubled, neverCancelled)).toBeUndefined();
});

test('a cancel is heard between two tiles', async () => {
  let asked = 0;
  const signal = {
    aborted: false,
    throwIfAborted() {
      asked += 1;
      if (asked > 2) throw new Error('cancelled');
    },
  };
  await expect(runInTiles(zeros([1, 1, 20, 20]), tiling, doubled, signal)).rejects.toThrow('cancelled');
});
