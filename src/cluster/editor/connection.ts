import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import { parseAddress } from '../queue/address.ts';
import { connectQueue } from '../queue/connect.ts';
import { openQueue, type RunQueue } from '../queue/jobs.ts';
import { openStore } from '../store/openStore.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import type { SharedSettings } from './sharedSettings.ts';

/** A queue and a store that are there. */
export interface Connection {
  readonly redis: Redis;
  readonly queue: RunQueue;
  readonly store: SharedStore;
  close(): void;
}

/** Milliseconds in which a queue that is there answers. */
const ANSWER_TIMEOUT = 3_000;

/** @throws ArcspaceError for a queue or a store that is not there, without address and password. */
export async function connect({ address, password, store }: SharedSettings): Promise<Connection> {
  const opened = await openStore(store);
  const redis = await connectQueue(readAddress(address, password), () => {});
  const queue = await openQueue(redis);
  return {
    redis,
    queue,
    store: opened,
    close() {
      redis.removeAllListeners('close');
      redis.disconnect();
    },
  };
}

function readAddress(address: string, password: string | undefined) {
  try {
    return parseAddress(address, password);
  } catch (thrown) {
    const { remedy } = problemFrom(thrown);
    throw new ArcspaceError('usage', 'This is not the address of a queue.', remedy);
  }
}

/** What a queue answers, unless it is away: then this throws instead of waiting for it. @throws ArcspaceError `queue-away` */
export async function answerOf<T>({ redis }: Connection, asked: () => Promise<T>): Promise<T> {
  if (redis.status !== 'ready') await Promise.race([redis.ping().catch(() => {}), setTimeout(ANSWER_TIMEOUT)]);
  if (redis.status !== 'ready') throw away();
  const answer = asked();
  answer.catch(() => {});
  const stop = new AbortController();
  const late = setTimeout(ANSWER_TIMEOUT, undefined, { signal: stop.signal, ref: false }).then(() => {
    throw away();
  });
  late.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    stop.abort();
  }
}

function away(): ArcspaceError {
  return new ArcspaceError(
    'queue-away',
    'The queue was there and does not answer now.',
    'Runs that were sent wait for it. Check that Redis runs and the network is there, or run on this computer.',
  );
}
