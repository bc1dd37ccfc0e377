import { nodeRegistry } from '../../nodes/index.ts';
import type { Engine } from '../engine/createEngine.ts';
import type { RunWorkflow } from '../engine/run/runWorkflow.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { withoutControls } from './withoutControls.ts';

/** Where other machines take runs from, and the folder that all of them share. */
export interface QueueChoices {
  readonly queue?: string;
  readonly store?: string;
}

/** What computes the runs of a command. */
export interface Runner {
  readonly run: RunWorkflow;
  /** Whether other machines compute, with models of their own. */
  readonly isElsewhere: boolean;
  close(): Promise<void>;
}

/**
 * The engine of this process, or the workers behind a queue, where one is named.
 * @param output where results go
 * @throws ArcspaceError for a queue or a store that is not there.
 */
export async function openRunner(engine: Engine, { queue, store }: QueueChoices, output: string): Promise<Runner> {
  if (queue !== undefined) return openQueueRunner(engine, queue, store, output);
  if (store === undefined) return { run: engine.run, isElsewhere: false, close: async () => {} };
  throw new ArcspaceError('usage', '--store is only used together with --queue.', 'Name a queue, or leave it out.');
}

async function openQueueRunner(
  engine: Engine,
  address: string,
  folder: string | undefined,
  output: string,
): Promise<Runner> {
  const [{ openShared }, { openQueue }, { createQueueRunner }] = await Promise.all([
    import('../cluster/openShared.ts'),
    import('../cluster/queue/jobs.ts'),
    import('../cluster/client/runOnQueue.ts'),
  ]);
  const say = (message: string): void => console.error(withoutControls(message));
  const { redis, store } = await openShared(address, folder, say);
  const queue = await openQueue(redis);
  return {
    run: createQueueRunner({ engine, store, registry: nodeRegistry, redis, queue, output, say }),
    isElsewhere: true,
    async close() {
      redis.removeAllListeners('close');
      redis.disconnect();
    },
  };
}
