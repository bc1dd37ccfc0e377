import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readFixture } from '../checkpoints/testing/fixture.ts';
import { goldenModelPath, loadModelFrom, realPool } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { onePicture } from './testing/onePicture.ts';

const folder = temporaryFolder();
const pool = realPool();
afterAll(() => pool.free());

/** The recorded model with the transformer of fixtures/checkpoints/pixart-large, which reads prompts of the same width, as weights. */
test('PixArt runs from the weights of its transformer, and does not read the padding of a prompt', async () => {
  const path = join(folder.path, 'pixart');
  cpSync(goldenModelPath('pixart-tiny'), path, { recursive: true });
  const transformer = join(path, 'transformer');
  rmSync(join(transformer, 'model.onnx'));
  const { config } = readFixture('pixart-large', transformer);
  cpSync(join(transformer, 'pixart-large.safetensors'), join(transformer, 'diffusion_pytorch_model.safetensors'));
  rmSync(join(transformer, 'pixart-large.safetensors'));
  writeFileSync(
    join(transformer, 'config.json'),
    JSON.stringify({ _class_name: 'PixArtTransformer2DModel', ...config, _use_default_values: undefined }),
  );
  const picture = await onePicture(await loadModelFrom(path, pool));
  expect(picture.data.every(Number.isFinite)).toBe(true);
  expect(new Set(picture.data).size).toBeGreaterThan(100);
});
