import type { Redis } from 'ioredis';
import { ArcspaceError } from '../../graph/problem.ts';
import { cancelledAmong } from '../queue/cancelling.ts';

/** The jobs that a worker computes right now, each until it is done, cancelled, or somebody else's. */
export interface ActiveJobs {
  has(id: string): boolean;
  /**
   * @param cancelledBy sha256 of the word by which its sender cancels it
   * @throws ArcspaceError `cancelled` or `worker-missed`, what the work throws otherwise.
   */
  during<T>(id: string, cancelledBy: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Asks the queue which of them their senders have cancelled. */
  stopCancelled(): Promise<void>;
  /** The queue gives these to others. */
  stopLost(ids: readonly string[]): void;
}

export function createActiveJobs(redis: Redis): ActiveJobs {
  const active = new Map<string, { readonly cancelledBy: string; readonly stop: AbortController }>();
  const stopAmong = async (ids: Iterable<string>): Promise<void> => {
    const words = new Map([...ids].map((id) => [id, active.get(id)?.cancelledBy ?? '']));
    for (const id of await cancelledAmong(redis, words)) active.get(id)?.stop.abort(cancelled());
  };
  return {
    has: (id) => active.has(id),
    async during(id, cancelledBy, work) {
      const stop = new AbortController();
      active.set(id, { cancelledBy, stop });
      try {
        // Perhaps while it waited to be tried again, or while the worker before this one was lost.
        await stopAmong([id]);
        stop.signal.throwIfAborted();
        return await work(stop.signal);
      } catch (thrown) {
        throw stop.signal.aborted ? stop.signal.reason : thrown;
      } finally {
        active.delete(id);
      }
    },
    stopCancelled: () => stopAmong(active.keys()),
    stopLost(ids) {
      for (const id of ids) active.get(id)?.stop.abort(missed());
    },
  };
}

function cancelled(): ArcspaceError {
  return new ArcspaceError('cancelled', 'Cancelled', 'Run again when you are ready.');
}

function missed(): ArcspaceError {
  return new ArcspaceError(
    'worker-missed',
    'The queue did not hear of this worker for a while, and gives the run to another one.',
    'Check the connection to the queue.',
  );
}
