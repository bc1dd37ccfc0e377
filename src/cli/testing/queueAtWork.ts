import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRegistry } from '../../../nodes/index.ts';
import { parseAddress } from '../../cluster/queue/address.ts';
import { connectQueue } from '../../cluster/queue/connect.ts';
import { openFolderStore } from '../../cluster/store/folderStore.ts';
import { PASSWORD, type RedisServer, startRedis } from '../../cluster/testing/redisServer.ts';
import { createComputer } from '../../cluster/worker/computer.ts';
import { fetchedModels } from '../../cluster/worker/fetchModels.ts';
import type { Slot } from '../../cluster/worker/slot.ts';
import { startWorker } from '../../cluster/worker/startWorker.ts';
import { createEngine } from '../../engine/createEngine.ts';
import { programFolder } from '../../host/programFolder.ts';

/** Milliseconds. Whoever computes in this process cannot say meanwhile that it lives, and a job taken for lost is computed again. */
const NEVER_LOST = 10 * 60_000;

/** A queue with a worker in this process, and what both share with commands. */
export interface QueueAtWork {
  readonly server: RedisServer;
  /** By which commands send to it. */
  readonly options: readonly string[];
  /** Runs that were computed so far; those that were found in the store are none. */
  computed(): number;
  stop(): Promise<void>;
}

/** @param atOnce runs at a time. */
export async function startQueueAtWork(folder: string, atOnce = 1): Promise<QueueAtWork> {
  const at = (path: string): string => join(folder, path);
  for (const name of ['store', 'worker', 'workspace']) mkdirSync(at(name));
  const server = await startRedis();
  const store = await openFolderStore(at('store'));
  let computed = 0;
  const slotOf = (number: number): Slot => {
    const modelFolders = [fetchedModels(at('fetched'))];
    const own = createEngine({ program: programFolder(), workspace: at('worker'), modelFolders, provider: 'cpu' });
    const engine: typeof own = {
      ...own,
      run(...asked) {
        computed++;
        return own.run(...asked);
      },
    };
    const scratch = at(`scratch-${number}`);
    return createComputer({ engine, store, registry: nodeRegistry, scratch, maker: 'test', fetched: at('fetched') });
  };
  const redis = await connectQueue(parseAddress(server.address, PASSWORD), () => {});
  const slots = Array.from({ length: atOnce }, (_, number) => slotOf(number));
  const worker = await startWorker({ redis, slots, name: 'box', say: () => {}, lostAfter: NEVER_LOST, device: 'cpu' });
  return {
    server,
    options: ['--queue', server.address, '--store', at('store')],
    computed: () => computed,
    async stop() {
      await worker.drain();
      redis.disconnect();
      await server.remove();
    },
  };
}
