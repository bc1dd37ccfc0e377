import { setTimeout } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { queuedJob } from '../src/cluster/order.ts';
import { parseAddress } from '../src/cluster/queue/address.ts';
import { cancelJob, newCancelWord } from '../src/cluster/queue/cancelling.ts';
import { connectQueue } from '../src/cluster/queue/connect.ts';
import { jobOptions, openQueue, type RunQueue } from '../src/cluster/queue/jobs.ts';
import { loadOf } from '../src/cluster/queue/load.ts';
import { hasRedis, PASSWORD, startRedis } from '../src/cluster/testing/redisServer.ts';
import type { Slot } from '../src/cluster/worker/slot.ts';
import { startWorker } from '../src/cluster/worker/startWorker.ts';
import { sha256 } from '../src/engine/files/sha256.ts';
import type { Row } from './measure.ts';

const SLOTS = 64;
const WAIT = 200;
/** As many for each slot. */
const ROUNDS = 40;
const WAITING = 100_000;
const LOOKS = 20;
const RESULT = 'f'.repeat(64);

/** What a queue costs, without what is computed: Redis, worker and sender, on this machine. */
export async function queueCosts(): Promise<Row[]> {
  if (!hasRedis()) return [];
  const server = await startRedis({ fsync: 'everysec' });
  const connections: Redis[] = [];
  const connect = async (): Promise<Redis> => {
    const redis = await connectQueue(parseAddress(server.address, PASSWORD), () => {});
    connections.push(redis);
    return redis;
  };
  const redis = await connect();
  const queue = await openQueue(redis);
  try {
    const busy = await busyWorker(queue, redis, await connect());
    return [...busy, await cancelling(queue, redis, await connect()), ...(await fullQueue(queue, redis))];
  } finally {
    for (const connection of connections) connection.disconnect();
    await server.remove();
  }
}

const send = (queue: RunQueue, first: number, count: number, cancelledBy = sha256('nobody')) =>
  queue.addBulk(
    Array.from({ length: count }, (_, index) => {
      const id = `bench-${first + index}`;
      return { name: 'run', data: queuedJob(sha256(id), 'Bench', cancelledBy), opts: { ...jobOptions, jobId: id } };
    }),
  );

/** Seconds of processor that this process and Redis have taken so far. */
async function secondsTaken(redis: Redis): Promise<number> {
  const { user, system } = process.cpuUsage();
  const said = await redis.info('cpu');
  const own = /used_cpu_user:([\d.]+)[\s\S]*?used_cpu_user_children/.exec(said)?.[1] ?? '0';
  const sys = /used_cpu_sys:([\d.]+)/.exec(said)?.[1] ?? '0';
  return (user + system) / 1e6 + Number(own) + Number(sys);
}

/** A worker with 64 slots that only wait. */
async function busyWorker(queue: RunQueue, redis: Redis, own: Redis): Promise<Row[]> {
  const jobs = SLOTS * ROUNDS;
  const before = await secondsTaken(redis);
  await send(queue, 0, jobs);
  let done = 0;
  let busy = 0;
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  const compute: Slot['compute'] = async () => {
    const begun = performance.now();
    first = Math.min(first, begun);
    await setTimeout(WAIT);
    last = performance.now();
    busy += last - begun;
    done++;
    return RESULT;
  };
  const slots = Array.from({ length: SLOTS }, () => ({ compute, close: async () => {} }));
  const worker = await startWorker({ redis: own, slots, name: 'bench', say: () => {} });
  // What is left in the last round keeps fewer than all busy.
  while (done < jobs - SLOTS) await setTimeout(50);
  const share = busy / ((last - first) * SLOTS);
  while (done < jobs) await setTimeout(50);
  await worker.drain();
  const each = ((await secondsTaken(redis)) - before) / jobs;
  return [
    {
      what: `${SLOTS} slots of one worker with jobs of ${WAIT} ms: share of the time that they are busy`,
      measured: `${(share * 100).toFixed(1)} %`,
      target: 'at least 95 %',
      met: share >= 0.95,
    },
    {
      what: 'Processor time of sender, worker and Redis for a job',
      measured: `${(each * 1000).toFixed(2)} ms`,
      target: 'at most 5 ms',
      met: each <= 0.005,
    },
  ];
}

/** How long a job computes that its sender has cancelled, until its slot is told to stop. */
async function cancelling(queue: RunQueue, redis: Redis, own: Redis): Promise<Row> {
  const word = newCancelWord();
  let [begin, stop] = [(): void => {}, (): void => {}];
  const compute: Slot['compute'] = async (_, signal) => {
    begin();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    stop();
    throw signal.reason;
  };
  const slots = [{ compute, close: async () => {} }];
  const worker = await startWorker({ redis: own, slots, name: 'bench', say: () => {} });
  let longest = 0;
  for (let turn = 0; turn < LOOKS; turn++) {
    const began = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    await send(queue, 3e6 + turn, 1, word.hash);
    await began;
    const asked = performance.now();
    await cancelJob(redis, queue, `bench-${3e6 + turn}`, word.word);
    await stopped;
    longest = Math.max(longest, performance.now() - asked);
  }
  await worker.drain();
  return {
    what: `Cancel of a job that is computed, until its slot is told to stop, longest of ${LOOKS}`,
    measured: `${longest.toFixed(0)} ms`,
    target: 'at most 1000 ms, for a process that does not hear it is ended 1000 ms later',
    met: longest <= 1000,
  };
}

/** A queue in which very many wait. */
async function fullQueue(queue: RunQueue, redis: Redis): Promise<Row[]> {
  const word = newCancelWord();
  for (let first = 0; first < WAITING; first += 1000) await send(queue, 1e6 + first, 1000, word.hash);
  const worst = async (what: string, work: (turn: number) => Promise<unknown>): Promise<Row> => {
    let longest = 0;
    for (let turn = 0; turn < LOOKS; turn++) {
      const begun = performance.now();
      await work(turn);
      longest = Math.max(longest, performance.now() - begun);
    }
    const measured = `${longest.toFixed(1)} ms`;
    return {
      what: `${WAITING} waiting: ${what}, longest of ${LOOKS}`,
      measured,
      target: 'at most 100 ms',
      met: longest <= 100,
    };
  };
  return [
    await worst('submit', (turn) => send(queue, 2e6 + turn, 1)),
    await worst('list', () => Promise.all([loadOf(queue), queue.getJobs(['wait', 'active', 'failed'], 0, 99)])),
    // In the middle: as far from both ends as it gets.
    await worst('cancel', (turn) => cancelJob(redis, queue, `bench-${1e6 + WAITING / 2 + turn}`, word.word)),
  ];
}
