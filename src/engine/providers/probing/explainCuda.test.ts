import { afterEach, describe, expect, test, vi } from 'vitest';
import { explainCuda } from './explainCuda.ts';

afterEach(() => vi.unstubAllEnvs());

const loading = (fault: string) =>
  `[E:onnxruntime:onnxruntime-node, provider_bridge_ort.cc:2146 Create] onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() ` +
  `[ONNXRuntimeError] : 1 : FAIL : Failed to load library /cuda/libonnxruntime_providers_cuda.so with error: ${fault}\n`;
const failure = (number: number, words: string) =>
  `/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:146 CUDA failure ${number}: ${words} ; GPU=-1 ; hostname=vm ;`;
const explain = (
  errors: string,
  words: string | undefined = 'Failed to load shared library',
  how = 'ended with code 0',
) => explainCuda({ output: '', errors, how }, words);

describe('what the log of a probe says of CUDA is told in plain words, with what helps', () => {
  test.each([
    [
      'no driver',
      loading('libcuda.so.1: cannot open shared object file: No such file or directory'),
      'not installed',
      '580',
    ],
    ['an old driver', failure(35, 'CUDA driver version is insufficient for CUDA runtime version'), 'older than', '580'],
    [
      'an update under way',
      failure(803, 'system has unsupported display driver'),
      'fit together',
      'Restart the computer',
    ],
    ['no card', failure(100, 'no CUDA-capable device is detected'), 'shows no graphics card', 'nvidia-smi'],
    ['an old card', failure(209, 'no kernel image is available for execution on the device'), 'too old', 'WebGPU'],
    ['a full card', failure(2, 'out of memory'), 'not enough free memory', 'Close other programs'],
    [
      'a missing library',
      loading('libcublasLt.so.13: cannot open shared object file'),
      'libcublasLt.so.13',
      '--repair',
    ],
    ['a cut library', loading('/cuda/libcurand.so.10: file too short'), 'libcurand.so.10 cannot be loaded', '--repair'],
    ['a swapped library', loading('/cuda/libcudart.so.13: undefined symbol: cudaMalloc'), 'damaged', '--repair'],
    ['no cuDNN', 'Unable to load libcudnn_ops.so.9: cannot open shared object file', 'libcudnn_ops.so.9', '--repair'],
    ['a broken cuDNN', 'CUDNN failure 1001: CUDNN_STATUS_NOT_INITIALIZED', 'CUDNN_STATUS_NOT_INITIALIZED', '--repair'],
  ])('%s', (_, errors, reason, remedy) => {
    const said = explain(errors);
    expect(said.reason).toContain(reason);
    expect(said.reason).toMatch(/^[A-Z].*\.$/);
    expect(said.remedy).toContain(remedy);
  });

  test('a choice of cards that leaves none is named', () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '7');
    expect(explain(failure(100, 'no CUDA-capable device is detected'))).toMatchObject({
      reason: expect.stringContaining('CUDA_VISIBLE_DEVICES is "7"'),
      remedy: expect.stringContaining('Remove CUDA_VISIBLE_DEVICES'),
    });
  });

  test('a process that was killed tells how, and by which library', () => {
    const errors = 'Loading /cuda/libcudart.so.13\nLoading /cuda/libcublasLt.so.13\n';
    const { reason, remedy } = explainCuda({ output: '', errors, how: 'was killed by SIGBUS' }, undefined);
    expect(reason).toContain('was killed by SIGBUS while it loaded libcublasLt.so.13.');
    expect(remedy).toContain('--repair');
  });

  test('what is not known is passed on', () => {
    expect(explain('', 'The stars are wrong.').reason).toBe('CUDA does not run: The stars are wrong.');
  });
});
