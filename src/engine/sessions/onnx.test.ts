import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goldenModelPath } from '../testing/goldenModel.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createOnnxSession } from './onnx.ts';

const home = temporaryFolder();

test('ONNX Runtime tells nobody which models are opened, and leaves nothing in the folders of the user', async () => {
  // It holds its tongue by itself where these are set.
  for (const name of ['CI', 'ORT_DISABLE_TELEMETRY']) delete process.env[name];
  Object.assign(process.env, { HOME: home.path, XDG_CACHE_HOME: home.path });
  const session = await createOnnxSession(goldenModelPath('sd15-tiny', 'text_encoder', 'model.onnx'), {});
  await session.release();
  expect(readdirSync(home.path)).toEqual([]);
});
