import { expect, test } from 'vitest';
import { missingRuntime } from './missingRuntime.ts';
import { refusedNetwork } from './sessionErrors.ts';

test('where ONNX Runtime has no build, that is said, and where it can be had', () => {
  const problem = missingRuntime("Cannot find module '../bin/napi-v6/darwin/x64/onnxruntime_binding.node'", {
    platform: 'darwin',
    arch: 'x64',
  });
  expect(problem.message).toBe('Nothing computes here: ONNX Runtime for Node has no build for darwin on x64.');
  expect(problem.remedy).toContain('another machine');
});

test('where it should be there and is not, Arcspace is to be installed again', () => {
  const problem = missingRuntime('no such file', { platform: 'linux', arch: 'x64' });
  expect(problem.message).toBe('ONNX Runtime cannot be loaded: no such file');
  expect(problem.remedy).toContain('Install Arcspace again');
});

test('and no model is blamed for it', () => {
  const problem = missingRuntime('no such file');
  expect(refusedNetwork('/models/a/unet/model.onnx', problem)).toBe(problem);
});
