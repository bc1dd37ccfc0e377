import type { Redis } from 'ioredis';
import { ArcspaceError } from '../graph/problem.ts';
import { parseAddress } from './queue/address.ts';
import { connectQueue } from './queue/connect.ts';
import { openStore } from './store/openStore.ts';
import type { SharedStore } from './store/sharedStore.ts';

/** What all machines have in common. */
export interface Shared {
  readonly redis: Redis;
  readonly store: SharedStore;
}

/** Where it is. */
export interface SharedPlaces {
  /** Address of Redis. */
  readonly queue: string;
  /** Of Redis, where the address has none. */
  readonly password: string | undefined;
  /** A folder, or s3://BUCKET/PREFIX. */
  readonly store: string | undefined;
}

/**
 * @param say told when the queue is away for a while
 * @throws ArcspaceError where one of the two is not there or not named.
 */
export async function openShared(
  { queue, password, store }: SharedPlaces,
  say: (message: string) => void,
): Promise<Shared> {
  if (store === undefined) {
    throw new ArcspaceError(
      'usage',
      'No store is named.',
      'Name what all machines share: --store FOLDER, or --store s3://BUCKET/PREFIX.',
    );
  }
  const address = parseAddress(queue, password);
  const opened = await openStore(store);
  return { redis: await connectQueue(address, () => say('The queue is away. Waiting for it.')), store: opened };
}
