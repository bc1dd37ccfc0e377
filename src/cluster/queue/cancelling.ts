import type { Redis } from 'ioredis';
import { PREFIX, type RunQueue } from './jobs.ts';

/** Seconds: longer than a job waits for the worker that has just been lost. */
const REMEMBERED = 24 * 60 * 60;

const keyOf = (id: string): string => `${PREFIX}:cancelled:${id}`;

/** Takes a job that waits out of the queue, and asks whoever runs it, now or when this worker is lost, to stop. */
export async function cancelJob(redis: Redis, queue: RunQueue, id: string): Promise<void> {
  await redis.set(keyOf(id), '1', 'EX', REMEMBERED);
  // One that is computed right now is locked, and cannot be taken out.
  await (await queue.getJob(id))?.remove().catch(() => undefined);
}

/** Of these jobs, those that somebody wants to be stopped. */
export async function cancelledAmong(redis: Redis, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const asked = await redis.mget(ids.map(keyOf));
  return ids.filter((_, index) => asked[index] !== null);
}
