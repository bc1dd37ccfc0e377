import { expect, test } from 'vitest';
import { isOutOfMemory, outOfMemory } from './outOfMemory.ts';
import { failedRun } from './sessionErrors.ts';

test.each([
  [
    'the processor',
    'bfc_arena.cc:360 AllocateRawInternal Failed to allocate memory for requested buffer of size 671088640',
  ],
  ['C++', 'std::bad_alloc'],
  ['CUDA', 'CUDA failure 2: out of memory ; GPU=0 ; hostname=pc'],
  ['cuBLAS', 'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0'],
  ['cuDNN', 'CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0'],
  [
    'DirectML',
    'MLOperatorAuthorImpl.cpp(2060)\\onnxruntime.dll: 8007000E Not enough memory resources are available to complete this operation.',
  ],
  ['a removed device', 'Exception(3) tid(1) 887A0005 The GPU device instance has been suspended.'],
  ['Dawn', 'WebGPU device lost (1): A valid external Instance reference no longer exists.'],
  [
    'the system, which makes a thread',
    'onnxruntime::PosixThread pthread_create failed, error code: 11 error msg: Resource temporarily unavailable',
  ],
  ['Metal', 'Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)'],
])('%s lacks memory in its own words', (_, message) => {
  expect(isOutOfMemory(failedRun('model.onnx', new Error(message)))).toBe(true);
});

test('Node says it in others, and nothing else is taken for it', () => {
  expect(isOutOfMemory(new RangeError('Array buffer allocation failed'))).toBe(true);
  expect(isOutOfMemory(new RangeError('Maximum call stack size exceeded'))).toBe(false);
  expect(isOutOfMemory(failedRun('model.onnx', new Error('Got invalid dimensions for input: sample')))).toBe(false);
  expect(isOutOfMemory(outOfMemory('model.onnx', ''))).toBe(true);
});
