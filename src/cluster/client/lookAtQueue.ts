import type { SharedPlaces } from '../openShared.ts';
import { parseAddress } from '../queue/address.ts';
import { connectQueue } from '../queue/connect.ts';
import { openQueue } from '../queue/jobs.ts';
import { loadOf, type QueueLoad } from '../queue/load.ts';
import { listWorkers, type WorkerCard } from '../queue/workers.ts';

/** How a queue stands. */
export interface QueueSight {
  readonly workers: readonly WorkerCard[];
  readonly load: QueueLoad;
}

/** Looks at a queue once. @throws ArcspaceError `usage`, `queue-unreachable`, `queue-password` or `queue-certificate`. */
export async function lookAtQueue({ queue, password }: Omit<SharedPlaces, 'store'>): Promise<QueueSight> {
  const redis = await connectQueue(parseAddress(queue, password), () => {});
  try {
    const [workers, load] = await Promise.all([listWorkers(redis), loadOf(await openQueue(redis))]);
    return { workers, load };
  } finally {
    redis.disconnect();
  }
}
