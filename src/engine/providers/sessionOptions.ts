import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';

interface ProviderOptions {
  /** How a session asks for the provider. */
  readonly provider: InferenceSession.ExecutionProviderConfig;
  readonly session?: InferenceSession.SessionOptions;
}

/** COREML_FLAG_CREATE_MLPROGRAM and COREML_FLAG_USE_CPU_AND_GPU of coreml_provider_factory.h. */
const ML_PROGRAM_ON_GPU = 0x10 | 0x20;

const options: Readonly<Record<ProviderName, ProviderOptions>> = {
  cuda: { provider: 'cuda' },
  // It refuses memory patterns and parallel execution (onnxruntime.ai, DirectML execution provider, configuration options).
  dml: { provider: 'dml', session: { enableMemPattern: false, executionMode: 'sequential' } },
  // The neural engine and the older format for it compute in half precision whatever the weights are; ML programs multiply any matrices.
  coreml: { provider: { name: 'coreml', coreMlFlags: ML_PROGRAM_ON_GPU } },
  webgpu: { provider: 'webgpu' },
  cpu: { provider: 'cpu' },
};

/** What a provider must be asked with, and nothing besides. */
export function providerOptions(provider: ProviderName): InferenceSession.SessionOptions {
  return { executionProviders: [options[provider].provider], ...options[provider].session };
}

/**
 * How sessions are opened on a provider that the probe found working. The CPU takes what the provider does not know.
 * Idle threads sleep: spinning ones, also those that stop with each run, make a step of the embedded model .85 of the time where nothing
 * else runs, and 2.2 times it where others keep two cores busy; spinning for 20 µs at most makes it 1.1 times. They also take the cores
 * from the painting of the window. The bits do not depend on the threads.
 */
export function sessionOptions(provider: ProviderName): InferenceSession.SessionOptions {
  const { executionProviders = [], ...own } = providerOptions(provider);
  return {
    executionProviders: provider === 'cpu' ? executionProviders : [...executionProviders, 'cpu'],
    intraOpNumThreads: threadCount(availableParallelism()),
    interOpNumThreads: 1,
    executionMode: 'sequential',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    ...own,
  };
}

/** All of a few cores; of many, ONNX Runtime's own choice (0): the physical ones. */
export function threadCount(cores: number): number {
  return cores <= 4 ? cores : 0;
}
