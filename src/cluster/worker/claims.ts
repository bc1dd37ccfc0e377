import type { Redis } from 'ioredis';
import { PREFIX } from '../queue/jobs.ts';

/**
 * Who computes an order. The same may be in the queue twice: from two people, or from one whose program died and who asks again. One
 * of them is computed, and the other finds what it gave.
 */
export interface Claims {
  /** @returns whether the job may compute the order: no other one does. */
  take(order: string, job: string): Promise<boolean>;
  /** Lets others have it. */
  release(order: string, job: string): Promise<void>;
  /** To be called several times within the lifetime of a claim. */
  renew(): Promise<void>;
}

const TAKE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

const keyOf = (order: string): string => `${PREFIX}:claim:${order}`;

/** @param lifetime in milliseconds: that of a worker that dies lasts no longer. */
export function createClaims(redis: Redis, lifetime: number): Claims {
  const held = new Map<string, string>();
  const take = async (order: string, job: string): Promise<boolean> =>
    (await redis.eval(TAKE, 1, keyOf(order), job, lifetime)) === 1;
  return {
    async take(order, job) {
      const isTaken = await take(order, job);
      if (isTaken) held.set(order, job);
      return isTaken;
    },
    async release(order, job) {
      if (held.get(order) === job) held.delete(order);
      await redis.eval(RELEASE, 1, keyOf(order), job);
    },
    async renew() {
      await Promise.all([...held].map(([order, job]) => take(order, job)));
    },
  };
}
