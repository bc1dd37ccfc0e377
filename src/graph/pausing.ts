import type { Execution } from './execution.ts';

/** A cancel is heard within so many milliseconds, whatever a node does between its steps. */
const BREATH_INTERVAL = 100;

/** Awaited between pieces of work: lets the host's other work happen now and then, and throws when the run was cancelled. */
export function pausing({ services, signal }: Pick<Execution, 'services' | 'signal'>): () => Promise<void> {
  let last = services.now();
  return async () => {
    if (services.now() - last >= BREATH_INTERVAL) {
      await services.yieldToHost();
      last = services.now();
    }
    signal.throwIfAborted();
  };
}
