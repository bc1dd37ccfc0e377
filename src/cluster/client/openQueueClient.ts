import type { Engine } from '../../engine/createEngine.ts';
import type { RunWorkflow } from '../../engine/run/runWorkflow.ts';
import type { EngineRun } from '../../engine/run/services.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { openShared } from '../openShared.ts';
import type { JobWishes } from '../order.ts';
import { openQueue } from '../queue/jobs.ts';
import { loadOf, type QueueLoad } from '../queue/load.ts';
import { listWorkers, type WorkerCard } from '../queue/workers.ts';
import { keyOfOrder } from './putOrder.ts';
import { createQueueRunner } from './runOnQueue.ts';
import { createModelSender } from './sendModels.ts';

export interface QueueClientSetting extends JobWishes {
  /** Knows the files and the models of this machine. It computes nothing. */
  readonly engine: Pick<Engine, 'inputs' | 'models'>;
  readonly registry: NodeRegistry;
  /** Address of Redis. */
  readonly queue: string;
  /** Of Redis, where the address has none. */
  readonly password: string | undefined;
  /** What all machines share. */
  readonly store: string | undefined;
  /** Folder that files of results are written to. */
  readonly output: string;
  /** Told in a sentence that the queue is away, and why a run waits. */
  readonly say: (message: string) => void;
  /** Whether the models of this machine are put into the store, for workers that lack them. Default: they are not. */
  readonly sendsModels?: boolean | undefined;
}

/** A queue as whoever sends runs to it sees it. */
export interface QueueClient {
  /**
   * Sends a run, tells of it as if it were computed here, and writes its files. Whoever aborts it cancels it on its worker.
   * The queue may be away in between: it is waited for.
   */
  readonly run: RunWorkflow;
  /** Names by content what a run would give. @throws ArcspaceError for files that are not there. */
  keyOf(run: EngineRun, signal: AbortSignal): Promise<string>;
  /** Those that were heard of in the last ten seconds. */
  workers(): Promise<readonly WorkerCard[]>;
  load(): Promise<QueueLoad>;
  close(): void;
}

/**
 * @throws ArcspaceError `usage`, `queue-unreachable`, `queue-password`, `queue-certificate` or `no-store`; none says the address or
 * the password.
 */
export async function openQueueClient(setting: QueueClientSetting): Promise<QueueClient> {
  const { engine, registry, output, say, sendsModels, device, previews } = setting;
  const { redis, store } = await openShared(setting, say);
  const queue = await openQueue(redis);
  const closing = new AbortController();
  const sendModel = sendsModels ? createModelSender(store, engine.models, closing.signal, say) : undefined;
  const parts = { engine, store, registry, sendModel };
  return {
    run: createQueueRunner({ ...parts, redis, queue, output, say, device, previews }),
    keyOf: (run, signal) => keyOfOrder(parts, run, signal),
    workers: () => listWorkers(redis),
    load: () => loadOf(queue),
    close() {
      closing.abort();
      redis.removeAllListeners('close');
      redis.disconnect();
    },
  };
}
