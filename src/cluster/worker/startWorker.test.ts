import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../engine/files/sha256.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { type QueuedJob, queuedJob } from '../order.ts';
import { parseAddress } from '../queue/address.ts';
import { cancelJob, newCancelWord } from '../queue/cancelling.ts';
import { connectQueue } from '../queue/connect.ts';
import { jobOptions, openQueue, type RunQueue } from '../queue/jobs.ts';
import { problemOfJob } from '../queue/problems.ts';
import { hasRedis, PASSWORD, type RedisServer, startRedis } from '../testing/redisServer.ts';
import { MODELS_ELSEWHERE } from './requireModels.ts';
import type { Slot } from './slot.ts';
import { startWorker, type WorkerSetting } from './startWorker.ts';

const LOST_AFTER = 1_000;
const RESULT = 'f'.repeat(64);
const CANCEL = newCancelWord();
const JOB = queuedJob('a'.repeat(64), 'A workflow', CANCEL.hash);

const ends: (() => unknown)[] = [];
let server: RedisServer;
let redis: Redis;
let queue: RunQueue;
let said: string[];

const connect = async (): Promise<Redis> => {
  const connection = await connectQueue(parseAddress(server.address, PASSWORD), () => {});
  ends.push(() => connection.disconnect());
  return connection;
};

/** What a slot does is up to the test. */
const slot = (compute: Slot['compute']): Slot => ({ compute, close: async () => {} });

async function work(compute: Slot['compute'], setting: Partial<WorkerSetting> = {}) {
  const own = await connect();
  const say = (line: string) => void said.push(line);
  const worker = await startWorker({
    redis: own,
    slots: [slot(compute)],
    name: 'box',
    say,
    lostAfter: LOST_AFTER,
    ...setting,
  });
  return { worker, cut: () => own.disconnect() };
}

/** Something to wait for. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

let count = 0;
/** Of an order of its own. */
const job = (others: Partial<QueuedJob> = {}): QueuedJob => ({ ...JOB, order: sha256(String(count)), ...others });
async function send(data: unknown = job()): Promise<string> {
  const id = `run-${count++}`;
  await queue.add('run', data as QueuedJob, { ...jobOptions, jobId: id });
  return id;
}

const reaches = (id: string, state: string) =>
  vi.waitFor(async () => expect(await queue.getJobState(id)).toBe(state), { timeout: 30_000, interval: 50 });
const reason = async (id: string) => problemOfJob((await queue.getJob(id))?.failedReason ?? '');

describe.skipIf(!hasRedis())('a worker', () => {
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    said = [];
    redis = await connect();
    queue = await openQueue(redis);
    await redis.flushall();
  });
  afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

  test('computes what is sent, before it came and after', async () => {
    const first = await send();
    await work(async () => RESULT);
    const second = await send();
    for (const id of [first, second]) {
      await reaches(id, 'completed');
      expect((await queue.getJob(id))?.returnvalue).toBe(RESULT);
    }
  });

  test('computes as many at once as it has slots, and no more', async () => {
    let [now, most] = [0, 0];
    const go = gate();
    const compute: Slot['compute'] = async () => {
      most = Math.max(most, ++now);
      if (now === 2) go.open();
      await go.opened;
      now--;
      return RESULT;
    };
    await work(compute, { slots: [slot(compute), slot(compute)] });
    for (const id of await Promise.all([send(), send(), send(), send()])) await reaches(id, 'completed');
    expect(most).toBe(2);
  });

  test('computes the same order for one job at a time', async () => {
    let [now, most] = [0, 0];
    const compute: Slot['compute'] = async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 300));
      now--;
      return RESULT;
    };
    await work(compute, { slots: [slot(compute), slot(compute)] });
    for (const id of await Promise.all([send(JOB), send(JOB), send(JOB)])) await reaches(id, 'completed');
    expect(most).toBe(1);
  });

  test.each([
    ['nothing', null, 'malformed'],
    ['a list', [1, 2, 3], 'malformed'],
    ['another format', { ...JOB, format: 1 }, 'sent by Arcspace'],
    ['another version of the program', { ...JOB, program: '99.0.0' }, 'sent by Arcspace 99.0.0'],
    ['a path in place of a hash', { ...JOB, order: '../../etc/passwd' }, 'malformed'],
    ['more than a job says', { ...JOB, command: 'rm -rf /' }, 'malformed'],
    ['more than a job needs', { ...JOB, name: 'x'.repeat(5_000_000) }, 'too large'],
  ])('refuses %s with the reason, once, and goes on', async (_, data, why) => {
    await work(async () => RESULT);
    const hostile = await send(data);
    await reaches(hostile, 'failed');
    expect(await reason(hostile)).toMatchObject({ code: 'refused-job', message: expect.stringContaining(why) });
    expect((await queue.getJob(hostile))?.attemptsMade).toBe(1);
    await reaches(await send(), 'completed');
  });

  test('goes on when a job in Redis is not even JSON', async () => {
    const broken = await send();
    await redis.hset(`arcspace:runs:${broken}`, 'data', '{"format":');
    await work(async () => RESULT);
    await reaches(await send(), 'completed');
  });

  test('tries again what may go better, and not what never will', async () => {
    let tries = 0;
    await work(async ({ name }) => {
      tries++;
      if (name === 'passing' && tries === 2) return RESULT;
      throw new ArcspaceError(name === 'passing' ? 'store-content' : 'invalid-value', 'No.', 'Do something.');
    });
    await reaches(await send({ ...JOB, name: 'passing' }), 'completed');
    expect(tries).toBe(2);
    const hopeless = await send({ ...JOB, name: 'hopeless' });
    await reaches(hopeless, 'failed');
    expect(tries).toBe(3);
    expect(await reason(hopeless)).toEqual({
      code: 'invalid-value',
      message: 'No.',
      place: {},
      remedy: 'Do something.',
    });
  });

  test('leaves a job to a worker that has its models', async () => {
    const lacking = await work(async () => {
      throw new ArcspaceError(MODELS_ELSEWHERE, 'This worker does not have the model "big".', 'Copy it.');
    });
    const id = await send();
    await vi.waitFor(async () => {
      const waits = expect.stringContaining('box: This worker does not have the model "big".');
      expect((await queue.getJob(id))?.progress).toMatchObject({ waits });
    }, 30_000);
    await reaches(id, 'delayed');
    await work(async () => RESULT, { name: 'other' });
    await lacking.worker.drain();
    await reaches(id, 'completed');
  });

  test('leaves a job for another device to a worker that has it, and says so', async () => {
    const computed: string[] = [];
    await work(async () => RESULT, { device: 'cpu' });
    const id = await send(job({ device: 'cuda' }));
    await vi.waitFor(async () => {
      const waits = expect.stringContaining('box: This worker computes on cpu, and the run is for cuda.');
      expect((await queue.getJob(id))?.progress).toMatchObject({ waits });
    }, 30_000);
    for (const own of [await send(job({ device: 'cpu' })), await send()]) await reaches(own, 'completed');
    expect(await queue.getJobState(id)).not.toBe('completed');
    const compute: Slot['compute'] = async ({ device }) => {
      computed.push(device ?? 'any');
      return RESULT;
    };
    await work(compute, { name: 'other', device: 'cuda' });
    await reaches(id, 'completed');
    expect(computed).toEqual(['cuda']);
  });

  test('hears a cancel while it computes, and does not try again', async () => {
    const began = gate();
    await work(async (_, signal) => {
      began.open();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw signal.reason;
    });
    const id = await send();
    await began.opened;
    await cancelJob(redis, queue, id, CANCEL.word);
    await reaches(id, 'failed');
    expect(await reason(id)).toMatchObject({ code: 'cancelled' });
  });

  test('never sees a job that was cancelled while it waited', async () => {
    const id = await send();
    await cancelJob(redis, queue, id, CANCEL.word);
    expect(await queue.getJob(id)).toBeUndefined();
  });

  test('obeys no cancel but that of its sender', async () => {
    const begun: string[] = [];
    const go = gate();
    const compute: Slot['compute'] = async ({ name }, signal) => {
      begun.push(name);
      await Promise.race([go.opened, new Promise((_, reject) => signal.addEventListener('abort', reject))]);
      return RESULT;
    };
    await work(compute, { slots: [slot(compute), slot(compute)] });
    const word = newCancelWord();
    const [mine, theirs] = [await send(), await send(job({ cancelledBy: word.hash }))];
    await vi.waitFor(() => expect(begun).toHaveLength(2), 30_000);
    // One look at both is enough: the one that was cancelled by its sender is over, the other one goes on.
    await cancelJob(redis, queue, mine, word.word);
    await cancelJob(redis, queue, theirs, word.word);
    await reaches(theirs, 'failed');
    go.open();
    await reaches(mine, 'completed');
  });

  test('computes nothing of a job that was cancelled while it was between two workers', async () => {
    const computed: string[] = [];
    const id = await send();
    await redis.set(`arcspace:cancelled:${id}`, CANCEL.word);
    await work(async ({ name }) => {
      computed.push(name);
      return RESULT;
    });
    await reaches(id, 'failed');
    expect(await reason(id)).toMatchObject({ code: 'cancelled' });
    expect(computed).toEqual([]);
  });

  test('stops what the queue gives to others because it did not hear of this worker', async () => {
    const why: unknown[] = [];
    const began = gate();
    const compute: Slot['compute'] = async (_, signal) => {
      if (why.length > 0) return RESULT;
      began.open();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      why.push(signal.reason);
      throw signal.reason;
    };
    await work(compute, { slots: [slot(compute), slot(compute)] });
    const id = await send();
    await began.opened;
    await redis.del(`arcspace:runs:${id}:lock`);
    await reaches(id, 'completed');
    expect(why).toMatchObject([{ code: 'worker-missed' }]);
  });

  test('takes over the job of one that is no longer heard of', async () => {
    const began = gate();
    const lost = await work(() => {
      began.open();
      return new Promise(() => {});
    });
    const id = await send();
    await began.opened;
    lost.cut();
    await work(async () => RESULT, { name: 'other' });
    await reaches(id, 'completed');
  });

  test('finishes what it has begun before it ends, and takes nothing more', async () => {
    const [began, go] = [gate(), gate()];
    const { worker } = await work(async () => {
      began.open();
      await go.opened;
      return RESULT;
    });
    const [first, second] = [await send(), await send()];
    await began.opened;
    const drained = worker.drain();
    go.open();
    await drained;
    expect(await queue.getJobState(first)).toBe('completed');
    expect(await queue.getJobState(second)).toBe('waiting');
  });

  test('goes on when Redis was killed and started again with its append-only file', async () => {
    const go = gate();
    await work(async () => {
      await go.opened;
      return RESULT;
    });
    const ids = [await send(), await send(), await send()];
    await vi.waitFor(async () => expect(await queue.getActiveCount()).toBe(1), 30_000);
    await server.kill();
    await server.start();
    go.open();
    for (const id of ids) await reaches(id, 'completed');
  });

  test('takes jobs when Redis was killed and started again in the moment in which it started', async () => {
    await work(async () => RESULT);
    // Its second connection, on which it waits for jobs, is being made.
    await server.kill();
    await server.start();
    await reaches(await send(), 'completed');
  });

  test('prints no address and no password', async () => {
    const { worker } = await work(async () => RESULT);
    await reaches(await send(), 'completed');
    await worker.drain();
    expect(said.length).toBeGreaterThan(0);
    expect(said.join('\n')).not.toMatch(new RegExp(`${PASSWORD}|${server.port}|redis:`));
  });
});
