import { expect, test } from 'vitest';
import type { Circumstances } from '../../../diffusion/denoiser.ts';
import { onnxFile } from '../../sessions/networkSource.ts';
import { realPool } from '../../testing/goldenModel.ts';
import type { ModelReading } from './family.ts';
import { stableDiffusionXl } from './stableDiffusionXl.ts';

/** A folder of which only the index says something. */
function reading(index: object): ModelReading {
  return {
    folder: 'sdxl',
    name: 'sdxl',
    pipeline: undefined,
    parts: new Set(),
    denoiserClass: undefined,
    whenMixed: 'copy it again',
    index: { ...index },
    latentChannels: 4,
    config: async (_, schema) => schema.parse({}),
    signature: () => undefined,
  };
}

/** What the UNet is told of a picture of 96 x 64 pixels. */
async function timeIds(index: object, row: Partial<Circumstances>): Promise<number[]> {
  const model = await stableDiffusionXl.read(reading(index));
  const { network } = model.open({
    pool: realPool(),
    denoiser: onnxFile('model.onnx'),
    downscale: 8,
    reader: () => undefined,
  });
  const told = network.circumstances?.({ framing: {}, negative: false, guidance: 5, size: [8, 12], ...row });
  return [...(told?.time_ids?.data ?? [])];
}

test('SDXL is told the size before scaling, the crop and the wanted size, heights first', async () => {
  expect(await timeIds({}, {})).toEqual([64, 96, 0, 0, 64, 96]);
  const framing = { originalSize: [1024, 768], crop: [16, 32], targetSize: [512, 640] } as const;
  expect(await timeIds({}, { framing })).toEqual([1024, 768, 16, 32, 512, 640]);
});

test('its refiner is told how good the picture should look in place of the wanted size', async () => {
  const refiner = { requires_aesthetics_score: true };
  expect(await timeIds(refiner, {})).toEqual([64, 96, 0, 0, 6]);
  expect(await timeIds(refiner, { negative: true })).toEqual([64, 96, 0, 0, 2.5]);
  expect(await timeIds(refiner, { framing: { aestheticScore: 7.5, crop: [1, 2] } })).toEqual([64, 96, 1, 2, 7.5]);
});

test.each([
  [{}, false],
  [{ force_zeros_for_empty_prompt: true }, false],
  [{ force_zeros_for_empty_prompt: false }, true],
])('an index that says %j: the empty prompt is encoded where none is wired: %s', async (index, encoded) => {
  const model = await stableDiffusionXl.read(reading(index));
  const running = model.open({
    pool: realPool(),
    denoiser: onnxFile('model.onnx'),
    downscale: 8,
    reader: () => undefined,
  });
  expect(running.withoutNegative === undefined).toBe(encoded);
});
