import { setTimeout } from 'node:timers/promises';
import { ArcspaceError } from '../../graph/problem.ts';
import { openShared, type Shared } from '../openShared.ts';
import { openQueue, type RunQueue } from '../queue/jobs.ts';
import type { SharedSettings } from './sharedSettings.ts';

/** A queue and a store that are there. */
export interface Connection extends Shared {
  readonly queue: RunQueue;
  /** Aborts when it is closed. */
  readonly closing: AbortSignal;
  close(): void;
}

/** Milliseconds in which a queue that is there answers. */
const ANSWER_TIMEOUT = 3_000;

/** @throws ArcspaceError for a queue or a store that is not there, without address and password. */
export async function connect({ address, password, store }: Omit<SharedSettings, 'wishes'>): Promise<Connection> {
  // That the queue is away is said to whoever asks something of it.
  const shared = await openShared({ queue: address, password, store }, () => {});
  const queue = await openQueue(shared.redis);
  const closing = new AbortController();
  return {
    ...shared,
    queue,
    closing: closing.signal,
    close() {
      closing.abort(closed());
      shared.redis.removeAllListeners('close');
      shared.redis.disconnect();
    },
  };
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

function closed(): ArcspaceError {
  return new ArcspaceError(
    'queue-changed',
    'The connection to the queue was closed while something was sent to it.',
    'Run again: it goes to the queue that is named in Settings now.',
  );
}

function away(): ArcspaceError {
  return new ArcspaceError(
    'queue-away',
    'The queue was there and does not answer now.',
    'Runs that were sent wait for it. Check that Redis runs and the network is there, or run on this computer.',
  );
}
