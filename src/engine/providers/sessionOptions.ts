import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';

/** How sessions are opened on a provider that the probe found working. The CPU takes what the provider does not know. */
export function sessionOptions(provider: ProviderName): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: threadCount(availableParallelism()),
    interOpNumThreads: 1,
    executionMode: 'sequential',
  };
}

/** All of a few cores; of many, ONNX Runtime's own choice (0): the physical ones. */
export function threadCount(cores: number): number {
  return cores <= 4 ? cores : 0;
}
