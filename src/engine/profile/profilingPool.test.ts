import type { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { sessionOptions } from '../providers/sessionOptions.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { Session } from '../sessions/session.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createProfilingPool } from './profilingPool.ts';

const folder = temporaryFolder();

test('networks are profiled with the options that they run with, by their provider and their weights', async () => {
  const weights = 2 ** 30;
  const asked: InferenceSession.SessionOptions[] = [];
  const network: Partial<NetworkSource> = {
    key: 'unet',
    file: 'unet/model.onnx',
    files: async () => [],
    weights: async (provider) => (provider === 'webgpu' ? weights : 0),
    open: async (options) => {
      asked.push(options);
      return { release: async () => undefined } as Session;
    },
  };
  const { pool, finish } = createProfilingPool('webgpu', folder.path);
  await pool.use(network as NetworkSource, async () => undefined);
  await finish();
  expect(asked).toEqual([
    { ...sessionOptions('webgpu', weights), enableProfiling: true, profileFilePrefix: expect.any(String) },
  ]);
  expect(await pool.provider()).toBe('webgpu');
});
