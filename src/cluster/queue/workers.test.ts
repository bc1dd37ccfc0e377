import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasRedis, PASSWORD, type RedisServer, startRedis } from '../testing/redisServer.ts';
import { announce } from '../worker/announce.ts';
import { parseAddress } from './address.ts';
import { connectQueue } from './connect.ts';
import { hideWorker, listWorkers, showWorker, type WorkerCard } from './workers.ts';

let server: RedisServer;
let redis: Redis;

const card = (id: string, others: Partial<WorkerCard> = {}): WorkerCard => ({
  id: id.repeat(16),
  name: `box-${id}`,
  program: '1.0.0',
  since: 1,
  device: { provider: 'cpu', label: 'CPU, 2 cores' },
  slots: 2,
  running: 1,
  models: [{ role: 'model', name: 'tiny', fingerprint: 'f'.repeat(64) }],
  ...others,
});

describe.skipIf(!hasRedis())('the list of workers', () => {
  beforeAll(async () => {
    server = await startRedis();
    redis = await connectQueue(parseAddress(server.address, PASSWORD), () => {});
  });
  afterAll(async () => {
    redis.disconnect();
    await server.remove();
  });
  beforeEach(() => redis.flushall());

  test('has those that say that they are there, by name, as they said it last', async () => {
    await showWorker(redis, card('b'));
    await showWorker(redis, card('a', { running: 0 }));
    await showWorker(redis, card('a', { running: 2 }));
    expect(await listWorkers(redis)).toEqual([card('a', { running: 2 }), card('b')]);
  });

  test('leaves out one that is not heard of any more, and one that has ended', async () => {
    await showWorker(redis, card('a'));
    await showWorker(redis, card('b'));
    await showWorker(redis, card('c'));
    expect(await redis.ttl(`arcspace:worker:${card('a').id}`)).toBeGreaterThan(0);
    await redis.del(`arcspace:worker:${card('a').id}`);
    await hideWorker(redis, card('b').id);
    expect(await listWorkers(redis)).toEqual([card('c')]);
    expect(await redis.smembers('arcspace:workers')).toEqual([card('c').id]);
  });

  test('leaves out what anybody may have put there', async () => {
    await showWorker(redis, card('a'));
    for (const [id, text] of [
      ['x', '{'],
      ['y', '{"id":"y"}'],
    ] as const) {
      await redis.set(`arcspace:worker:${id}`, text);
      await redis.sadd('arcspace:workers', id);
    }
    expect(await listWorkers(redis)).toEqual([card('a')]);
  });

  test('has a worker from its start to its end, also after Redis was away', async () => {
    const announcement = announce(redis, () => card('a'));
    await expect.poll(() => listWorkers(redis)).toHaveLength(1);
    await server.kill();
    await server.start();
    await redis.flushall();
    await expect.poll(() => listWorkers(redis), { timeout: 20_000 }).toHaveLength(1);
    await announcement.end();
    expect(await listWorkers(redis)).toEqual([]);
  });
});
