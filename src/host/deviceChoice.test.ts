import { describe, expect, test } from 'vitest';
import { deviceFromEnvironment, parseDeviceChoice } from './deviceChoice.ts';

const linux = { platform: 'linux', arch: 'x64' };
const windows = { platform: 'win32', arch: 'x64' };
const mac = { platform: 'darwin', arch: 'arm64' };

describe('a device is named as this platform has it', () => {
  test.each([
    [linux, ['auto', 'cuda', 'webgpu', 'cpu']],
    [{ platform: 'linux', arch: 'arm64' }, ['auto', 'cpu']],
    [windows, ['auto', 'dml', 'webgpu', 'cpu']],
    [mac, ['auto', 'coreml', 'webgpu', 'cpu']],
  ])('on %o: %j', (machine, names) => {
    expect(names.map((name) => parseDeviceChoice(name.toUpperCase(), '--device', machine))).toEqual(names);
  });

  test('a name of another platform is refused with those of this one', () => {
    const refused = () => parseDeviceChoice('cuda', '--device', windows);
    expect(refused).toThrow('CUDA is not available on win32 on x64.');
    expect(refused).toThrow(expect.objectContaining({ remedy: 'Choose auto, dml, webgpu or cpu.' }));
  });

  test('an unknown name is refused with the list, and with the place that names it', () => {
    const refused = () => parseDeviceChoice('tpu', 'ARCSPACE_PROVIDER', linux);
    expect(refused).toThrow('ARCSPACE_PROVIDER "tpu" is not a device.');
    expect(refused).toThrow(expect.objectContaining({ remedy: 'Choose auto, cuda, webgpu or cpu.' }));
  });

  test('where ONNX Runtime has no build that is said', () => {
    const refused = () => parseDeviceChoice('cpu', '--device', { platform: 'darwin', arch: 'x64' });
    expect(refused).toThrow(
      expect.objectContaining({ remedy: 'ONNX Runtime for Node has no build for darwin on x64.' }),
    );
  });
});

test('the environment names a device or none', () => {
  expect(deviceFromEnvironment('')).toBeUndefined();
  expect(deviceFromEnvironment('cpu')).toBe('cpu');
  expect(() => deviceFromEnvironment('tpu')).toThrow('ARCSPACE_PROVIDER "tpu" is not a device.');
});
