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
 * Threads that wait spin for a while before they sleep, and not between runs; the bits do not depend on them.
 * @param weights of the network in bytes.
 */
export function sessionOptions(provider: ProviderName, weights = 0): InferenceSession.SessionOptions {
  const { executionProviders = [], ...own } = providerOptions(provider);
  return {
    executionProviders: provider === 'cpu' ? executionProviders : [...executionProviders, 'cpu'],
    intraOpNumThreads: threadCount(availableParallelism()),
    interOpNumThreads: 1,
    executionMode: 'sequential',
    extra: {
      session: { intra_op: { allow_spinning: '1', spin_duration_us: spinning(weights) }, force_spinning_stop: '1' },
    },
    ...own,
  };
}

/** Bytes of weights of a network whose operators are so long that threads which spin between them take little from others. */
const LARGE = 2 ** 28;

/**
 * Microseconds for which a waiting thread spins. Where others keep two cores busy, a step of the embedded model takes 1.1 times what it
 * takes with threads that sleep at once, and 2.2 times where they spin without a bound; where nothing else runs, .86 and .83.
 * A step of Stable Diffusion 1.5 at 256x256 takes 1.09 times as long with 20 as without a bound, and 500 is as good as none (medians of
 * sessions that took turns in one process; the memory that a process gets moves them by nearly as much); where others keep two cores busy
 * all take about the same.
 */
function spinning(weights: number): string {
  return weights >= LARGE ? '500' : '20';
}

/** All of a few cores; of many, ONNX Runtime's own choice (0): the physical ones. */
export function threadCount(cores: number): number {
  return cores <= 4 ? cores : 0;
}
