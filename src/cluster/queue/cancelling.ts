import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { sha256 } from '../../engine/files/sha256.ts';
import { PREFIX, type RunQueue } from './jobs.ts';

/** Seconds: longer than a job waits for the worker that has just been lost. */
const REMEMBERED = 24 * 60 * 60;

const keyOf = (id: string): string => `${PREFIX}:cancelled:${id}`;

/** What its sender alone knows of a job: the job itself has the sha256 of it, so whoever sees the queue cannot cancel it. */
export interface CancelWord {
  readonly word: string;
  readonly hash: string;
}

export function newCancelWord(): CancelWord {
  const word = randomBytes(16).toString('hex');
  return { word, hash: sha256(word) };
}

/** Takes a job that waits out of the queue, and asks whoever runs it, now or when this worker is lost, to stop. */
export async function cancelJob(redis: Redis, queue: RunQueue, id: string, word: string): Promise<void> {
  await redis.set(keyOf(id), word, 'EX', REMEMBERED);
  // One that is computed right now is locked, and cannot be taken out.
  await (await queue.getJob(id))?.remove().catch(() => undefined);
}

/** Of jobs with the hashes of their words, those that their senders want to be stopped. */
export async function cancelledAmong(redis: Redis, jobs: ReadonlyMap<string, string>): Promise<readonly string[]> {
  if (jobs.size === 0) return [];
  const ids = [...jobs.keys()];
  const said = await redis.mget(ids.map(keyOf));
  return ids.filter((id, index) => sha256(said[index] ?? '') === jobs.get(id));
}
