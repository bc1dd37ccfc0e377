import { expect, test } from 'vitest';
import { batchItem, type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import { fitLinearPreview, paintLinear } from './linearPreview.ts';
import { solve } from './solve.ts';

const space = { id: 'test', name: 'test', channels: 4, downscale: 8, multiple: 1 };

/** For each colour, a weight for every channel and, last, a constant. */
const weights = [
  [0.1, -0.05, 0.02, 0, 0.5],
  [0, 0.03, 0.1, -0.08, 0.4],
  [-0.02, 0.01, 0.03, 0.07, 0.6],
];

/** A decoder that is linear itself: each cell becomes a block of 8 x 8 pixels of one colour. */
function linearDecoder(weights: readonly (readonly number[])[]) {
  return async (latents: Tensor): Promise<Tensor> => {
    const [, channels = 0, height = 0, width = 0] = latents.shape;
    const picture = zeros([1, 3, height * 8, width * 8]);
    for (let i = 0; i < picture.data.length; i++) {
      const [colour, y, x] = [
        Math.floor(i / (height * width * 64)),
        Math.floor(i / (width * 8)) % (height * 8),
        i % (width * 8),
      ];
      const cell = Math.floor(y / 8) * width + Math.floor(x / 8);
      const row = weights[colour] ?? [];
      let sum = row[channels] ?? 0;
      for (let c = 0; c < channels; c++) sum += (row[c] ?? 0) * (latents.data[c * height * width + cell] ?? 0);
      picture.data[i] = sum;
    }
    return picture;
  };
}

const decode = linearDecoder(weights);

test.each([
  ['of 4 channels', 4, undefined],
  ['of 16 channels, as SD3 and FLUX have', 16, undefined],
  ['of 16 channels that was exported for small pictures only', 16, [8, 8] as const],
])('the map of a linear decoder %s is found exactly', async (_, channels, size) => {
  const wanted = [0, 1, 2].map((colour) =>
    Array.from({ length: channels + 1 }, (_, i) => Math.sin(3 * i + colour) / 10),
  );
  const preview = await fitLinearPreview({ ...space, channels }, linearDecoder(wanted), size);
  for (const [colour, row] of wanted.entries()) {
    for (const [i, weight] of row.entries()) expect(preview[colour]?.[i]).toBeCloseTo(weight, 4);
  }
});

test('a painted batch has one pixel for each cell, in range, and each item as if alone', async () => {
  const preview = await fitLinearPreview(space, decode);
  const latents = tensor(
    Float32Array.from({ length: 2 * 4 * 6 }, (_, i) => Math.sin(i) * 30),
    [2, 4, 2, 3],
  );
  const painted = paintLinear(preview, latents);
  expect(painted.shape).toEqual([2, 3, 2, 3]);
  expect(painted.data.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(paintLinear(preview, batchItem(latents, 1)).data).toEqual(batchItem(painted, 1).data);
});

test('linear equations are solved, also when rows must change places', () => {
  const solution = solve([Float64Array.of(0, 2), Float64Array.of(2, 1)], Float64Array.of(4, 5));
  expect(solution[0]).toBeCloseTo(1.5, 6);
  expect(solution[1]).toBeCloseTo(2, 6);
});
