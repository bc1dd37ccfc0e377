import { expect, test } from 'vitest';
import { providersOf, titleOf } from './providers.ts';

test.each([
  ['linux', 'x64', ['cuda', 'webgpu', 'cpu']],
  ['linux', 'arm64', ['cpu']],
  ['win32', 'x64', ['dml', 'webgpu', 'cpu']],
  ['win32', 'arm64', ['dml', 'webgpu', 'cpu']],
  ['darwin', 'arm64', ['coreml', 'webgpu', 'cpu']],
  ['darwin', 'x64', []],
  ['freebsd', 'x64', []],
])('%s on %s has %j, the likely fastest first', (platform, architecture, names) => {
  expect(providersOf(platform, architecture).map(({ name }) => name)).toEqual(names);
});

test('each is called as its makers write it', () => {
  expect((['cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const).map(titleOf)).toEqual([
    'CUDA',
    'DirectML',
    'Core ML',
    'WebGPU',
    'CPU',
  ]);
});
