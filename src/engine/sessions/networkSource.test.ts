import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildUnet } from '../checkpoints/architectures/unet/buildUnet.ts';
import { readFixture } from '../checkpoints/testing/fixture.ts';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { onnxFile, weightsOf } from './networkSource.ts';
import { bytesOpen } from './openBuilt.ts';

const folder = temporaryFolder();

test('weights in half floats take twice their file on the processor, and no more on a card', async () => {
  const half = goldenModelPath('unet-variants/float16/unet/model.onnx');
  const { size } = statSync(half);
  expect(await weightsOf(onnxFile(half), 'cpu')).toBe(2 * size);
  expect(await weightsOf(onnxFile(half), 'cuda')).toBe(size);
  const single = goldenModelPath('sd15-tiny/unet/model.onnx');
  expect(await weightsOf(onnxFile(single), 'cpu')).toBe(statSync(single).size);
});

test('a network that is not whole counts by its files', async () => {
  const cut = folder.write('model/model.onnx', new Uint8Array(100));
  expect(await weightsOf(onnxFile(cut), 'cpu')).toBe(100);
  copyFileSync(cut, join(folder.path, 'model/weights.bin'));
  expect(await weightsOf(onnxFile(cut), 'cpu')).toBe(200);
});

test('a network over weights counts its own, in the numbers that compute', () => {
  const { weights, config } = readFixture('unet-sd1', folder.path);
  const network = buildUnet(weights, config);
  const stored = [...weights.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const numbers = [...weights.values()].reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  expect(bytesOpen(network, 'cpu', Number.MAX_SAFE_INTEGER)).toBe(4 * numbers);
  expect(bytesOpen(network, 'cuda')).toBe(2 * numbers);
  expect(bytesOpen(network, 'cpu', 0)).toBe(stored);
});
