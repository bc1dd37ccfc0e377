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
 * Threads that wait spin for 20 microseconds before they sleep, and not between runs. A step of the embedded model takes .86 of the time
 * that it takes with threads that sleep at once where nothing else runs, and 1.1 times it where others keep two cores busy; without a bound
 * that is .83 and 2.2 times. The bits do not depend on the threads.
 */
export function sessionOptions(provider: ProviderName): InferenceSession.SessionOptions {
  const { executionProviders = [], ...own } = providerOptions(provider);
  return {
    executionProviders: provider === 'cpu' ? executionProviders : [...executionProviders, 'cpu'],
    intraOpNumThreads: threadCount(availableParallelism()),
    interOpNumThreads: 1,
    executionMode: 'sequential',
    extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: '20' }, force_spinning_stop: '1' } },
    ...own,
  };
}

/** All of a few cores; of many, ONNX Runtime's own choice (0): the physical ones. */
export function threadCount(cores: number): number {
  return cores <= 4 ? cores : 0;
}
