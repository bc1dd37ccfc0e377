import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { ArcspaceError } from '../../graph/problem.ts';
import type { QueueAddress } from './address.ts';

/** Milliseconds. */
const CONNECT_TIMEOUT = 10_000;
const LONGEST_PAUSE = 2_000;

/**
 * Connects to a queue. Once it was there it is waited for, however long it is away.
 * @param lost is told once each time that the connection is lost.
 * @throws ArcspaceError `queue-password` or `queue-unreachable`, without the address.
 */
export async function connectQueue(address: QueueAddress, lost: () => void): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const { tls, ...rest } = address;
  const redis = new Redis({
    ...rest,
    ...(tls && { tls: {} }),
    connectTimeout: CONNECT_TIMEOUT,
    // As BullMQ wants it: a command waits until the connection is back.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(100 * times, LONGEST_PAUSE),
  });
  let fault: unknown;
  redis.on('error', (thrown) => {
    fault = thrown;
  });
  try {
    await firstReady(redis);
    await redis.ping();
  } catch (thrown) {
    redis.disconnect();
    throw notConnected(fault ?? thrown);
  }
  tellOnce(redis, lost);
  return redis;
}

/**
 * Without `lazyConnect` and `connect`: BullMQ opens a second connection with the options of this one, and would take the failure of
 * its first attempt for the last. So a worker that starts while Redis is restarted would stay idle for ever.
 */
async function firstReady(redis: Redis): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  const closed = once(redis, 'close', { signal }).then(() => {
    throw new Error('the connection was closed');
  });
  try {
    await Promise.race([once(redis, 'ready', { signal }), closed]);
  } finally {
    settled.abort();
  }
}

/** Each attempt to connect again that fails closes the connection once more. */
function tellOnce(redis: Redis, lost: () => void): void {
  let isLost = false;
  redis.on('close', () => {
    if (!isLost) lost();
    isLost = true;
  });
  redis.on('ready', () => {
    isLost = false;
  });
}

function notConnected(fault: unknown): ArcspaceError {
  const said = fault instanceof Error ? fault.message : '';
  if (/WRONGPASS|NOAUTH|NOPERM/.test(said)) {
    return new ArcspaceError(
      'queue-password',
      'The queue does not accept this password.',
      'Check the user and the password in the address, or the password in ARCSPACE_QUEUE_PASSWORD.',
    );
  }
  const code = /\b(E[A-Z]{4,}|[A-Z]+(?:_[A-Z]+)+)\b/.exec(`${codeOf(fault)} ${said}`)?.[1];
  if (code && /CERT|SIGNATURE|ISSUER/.test(code)) {
    return new ArcspaceError(
      'queue-certificate',
      `The certificate of the queue is not trusted (${code}).`,
      'Name the file with the certificate of its authority in NODE_EXTRA_CA_CERTS, and the host as the certificate does.',
    );
  }
  return new ArcspaceError(
    'queue-unreachable',
    `The queue cannot be reached${code ? ` (${code})` : ''}.`,
    'Check that Redis runs, its host and port, and that rediss:// is used where it expects encryption.',
  );
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : '';
}
