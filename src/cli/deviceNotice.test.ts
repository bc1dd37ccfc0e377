import { afterEach, expect, test, vi } from 'vitest';
import type { Device } from '../protocol/types.ts';
import { noticeOfDevice } from './deviceNotice.ts';

const device: Device = {
  provider: 'cpu',
  label: 'CPU, 2 cores',
  reason: 'You chose WebGPU, which does not run on this machine.',
  choice: 'webgpu',
  findings: [
    { provider: 'webgpu', state: 'fails', finding: 'WebGPU does not run: no card.', remedy: 'Install a driver.' },
  ],
};
const current = vi.fn(async () => device);
const devices = { current, choose: vi.fn(), checkAgain: vi.fn() };
const errors = vi.spyOn(console, 'error').mockImplementation(() => {});

afterEach(() => {
  vi.clearAllMocks();
  vi.unstubAllEnvs();
});

test('a device that was asked for and does not run is explained, with what runs instead', async () => {
  await noticeOfDevice({ devices }, 'webgpu');
  expect(errors).toHaveBeenCalledWith(
    'WebGPU does not run: no card. This runs on CPU, 2 cores instead.\n  Install a driver.',
  );
});

test('also where the environment asks for it', async () => {
  vi.stubEnv('ARCSPACE_PROVIDER', process.platform === 'linux' && process.arch !== 'x64' ? 'cpu' : 'webgpu');
  await noticeOfDevice({ devices });
  expect(current).toHaveBeenCalledTimes(1);
});

test('nothing is said of a device that runs, and none is looked for where nobody asks', async () => {
  await noticeOfDevice({ devices }, 'cpu');
  vi.stubEnv('ARCSPACE_PROVIDER', '');
  await noticeOfDevice({ devices }, 'auto');
  expect(current).toHaveBeenCalledTimes(1);
  expect(errors).not.toHaveBeenCalled();
});
