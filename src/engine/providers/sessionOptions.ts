import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../protocol/types.ts';

/**
 * How sessions are opened on a provider that the probe found working. The CPU takes what the provider does not know.
 * Idle threads sleep: spinning ones take the cores from the painting of the window and from each other, which makes a
 * step two to four times slower on two busy cores and no faster on idle ones. The bits do not depend on the threads.
 */
export function sessionOptions(provider: ProviderName): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: threadCount(availableParallelism()),
    interOpNumThreads: 1,
    executionMode: 'sequential',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/** All of a few cores; of many, ONNX Runtime's own choice (0): the physical ones. */
export function threadCount(cores: number): number {
  return cores <= 4 ? cores : 0;
}
