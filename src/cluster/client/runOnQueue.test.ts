import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { createEngine, type Engine } from '../../engine/createEngine.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import type { RunWorkflow } from '../../engine/run/runWorkflow.ts';
import { contentsOf } from '../../engine/testing/contentsOf.ts';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import type { RunEvent } from '../../graph/events.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { programFolder } from '../../host/programFolder.ts';
import { type JobWishes, queuedJob } from '../order.ts';
import { parseAddress } from '../queue/address.ts';
import { connectQueue } from '../queue/connect.ts';
import { openQueue, type RunQueue } from '../queue/jobs.ts';
import { lookAtPreview, showPreview } from '../queue/previews.ts';
import { putFinished, putRecord } from '../results.ts';
import { openFolderStore } from '../store/folderStore.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import { hasOpenssl, makeCertificate } from '../testing/certificate.ts';
import { hasRedis, PASSWORD, type RedisServer, startRedis } from '../testing/redisServer.ts';
import { createComputer } from '../worker/computer.ts';
import type { Slot } from '../worker/slot.ts';
import { startWorker } from '../worker/startWorker.ts';
import { createQueueRunner } from './runOnQueue.ts';

const folder = temporaryFolder();
const at = (path: string) => join(folder.path, path);
const picture = join(programFolder(), 'images/pictures/content-house.png');

const ends: (() => unknown)[] = [];
let server: RedisServer;
let redis: Redis;
let queue: RunQueue;
let store: SharedStore;
let said: string[];

const connect = async (): Promise<Redis> => {
  const connection = await connectQueue(parseAddress(server.address, PASSWORD), () => {});
  ends.push(() => connection.disconnect());
  return connection;
};

const engineIn = (workspace: string, output: string): Engine =>
  createEngine({ program: programFolder(), workspace: at(workspace), output: at(output), provider: 'cpu' });

/** The machine of the user: it computes nothing. */
const runner = (output: string, own = store, wishes: JobWishes = {}): RunWorkflow => {
  const say = (message: string) => void said.push(message);
  const engine = engineIn('user', output);
  const places = { store: own, redis, queue, output: at(output) };
  return createQueueRunner({ engine, registry: nodeRegistry, ...places, say, ...wishes });
};

async function work(slot: Slot): Promise<void> {
  await startWorker({ redis: await connect(), slots: [slot], name: 'box', say: () => {}, lostAfter: 1_000 });
}

const answering = (compute: Slot['compute']): Slot => ({ compute, close: async () => {} });

const computing = (): Slot =>
  createComputer({
    engine: engineIn('worker', 'worker-results'),
    store,
    registry: nodeRegistry,
    scratch: at('scratch'),
    maker: 'this machine',
  });

/** A picture of the user's own, saved in a grid, and shown. */
const workflow = workflowOf(
  {
    own: { type: 'load_image', parameters: { path: 'pictures/mine.png' } },
    grid: { type: 'image_grid' },
    save: { type: 'save_image', parameters: { filename: 'both' } },
    shown: { type: 'preview_image' },
  },
  ['own.image grid.images.1', 'grid.image save.image', 'own.image shown.image'],
);

const runOf = { workflow, path: null, targets: [], watch: ['save', 'shown'], shown: {} };
const never = () => new AbortController().signal;

async function eventsOf(run: RunWorkflow, signal = never()) {
  const events: RunEvent[] = [];
  const result = await run(runOf, signal, (event) => events.push(event));
  return { result, events };
}

/** What does not depend on how long something took, or on where files lie; of pictures the sum of their bytes. */
const lasting = (events: readonly RunEvent[]): unknown[] =>
  events.flatMap<unknown>((event) => {
    if (event.type === 'done') return [{ ...event, milliseconds: 0 }];
    if (event.type !== 'finished') return event.type === 'progress' ? [] : [event];
    const pictures = event.pictures?.map((each) => ({ ...each, rgba: sha256(new Uint8Array(each.rgba)) }));
    return [{ ...event, pictures, milliseconds: 0, files: event.files.length }];
  });

describe.skipIf(!hasRedis())('a run that is sent to the queue', () => {
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    said = [];
    for (const name of ['store', 'worker', 'user/pictures']) mkdirSync(at(name), { recursive: true });
    copyFileSync(picture, at('user/pictures/mine.png'));
    store = await openFolderStore(at('store'));
    redis = await connect();
    await redis.flushall();
    queue = await openQueue(redis);
  });
  afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

  test('gives the events and the files of a run on this machine, byte for byte', async () => {
    await work(computing());
    const here = await eventsOf(engineIn('user', 'here').run);
    const there = await eventsOf(runner('there'));
    expect(there.result).toEqual(here.result);
    expect(lasting(there.events)).toEqual(lasting(here.events));
    expect(contentsOf(at('there'))).toEqual(contentsOf(at('here')));
    expect([...contentsOf(at('there')).keys()]).toEqual(['both.png']);
  });

  test('never writes over a file with other content, as a run on this machine', async () => {
    folder.write('there/both.png', 'mine');
    await work(computing());
    await eventsOf(runner('there'));
    expect([...contentsOf(at('there')).keys()].sort()).toEqual(['both-2.png', 'both.png']);
    expect(contentsOf(at('there')).get('both.png')).toBe('mine');
  });

  test('puts what it reads and gives into the store once, however often it is run', async () => {
    await work(computing());
    expect((await eventsOf(runner('there'))).result.outcome).toBe('completed');
    const before = [...contentsOf(at('store/contents')).keys()].sort();
    expect((await eventsOf(runner('again'))).result.outcome).toBe('completed');
    expect([...contentsOf(at('store/contents')).keys()].sort()).toEqual(before);
  });

  test('fails with the place and the remedy that a run on this machine gives', async () => {
    await work(
      answering(async () => {
        throw new ArcspaceError('invalid-value', 'The picture is too small.', 'Choose a larger one.', { node: 'grid' });
      }),
    );
    const { result, events } = await eventsOf(runner('there'));
    const problem = {
      code: 'invalid-value',
      message: 'The picture is too small.',
      remedy: 'Choose a larger one.',
      place: { node: 'grid' },
    };
    expect(result).toMatchObject({ outcome: 'failed', problem });
    expect(events.slice(-2)).toMatchObject([{ type: 'failed', node: 'grid', problem }, { type: 'done' }]);
  });

  test('is not sent where it cannot run, and says why as a run on this machine does', async () => {
    const broken = { ...runOf, workflow: { ...workflow, links: workflow.links.slice(1) } };
    const [here, there]: RunEvent[][] = [[], []];
    await engineIn('user', 'here').run(broken, never(), (event) => here?.push(event));
    await runner('there')(broken, never(), (event) => there?.push(event));
    expect(lasting(there ?? [])).toEqual(lasting(here ?? []));
    expect(await queue.getJobCountByTypes('waiting', 'active', 'delayed')).toBe(0);
  });

  test('is cancelled while it waits: no worker sees it', async () => {
    const stop = new AbortController();
    const running = eventsOf(runner('there'), stop.signal);
    await vi.waitFor(async () => expect(await queue.getWaitingCount()).toBe(1), 30_000);
    stop.abort();
    expect((await running).result.outcome).toBe('cancelled');
    expect(await queue.getJobCountByTypes('waiting', 'active', 'delayed')).toBe(0);
  });

  test('is cancelled while it is computed: the worker hears it', async () => {
    const stop = new AbortController();
    let heard: () => void = () => {};
    const cancelled = new Promise<void>((resolve) => {
      heard = resolve;
    });
    await work(
      answering(async (_, signal) => {
        stop.abort();
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        heard();
        throw signal.reason;
      }),
    );
    expect((await eventsOf(runner('there'), stop.signal)).result.outcome).toBe('cancelled');
    await cancelled;
  });

  test('is cancelled where its files cannot be written here: nobody waits for it', async () => {
    folder.write('blocked', 'a file where a folder is to be');
    let heard: () => void = () => {};
    const cancelled = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const file = await store.put(new TextEncoder().encode('both'));
    const given = { node: 'save', key: 'k', outputs: {}, warnings: [], files: [{ name: 'both.png', hash: file }] };
    const hash = await putFinished(store, given);
    await work(
      answering(async (_, signal, tell) => {
        tell({ finished: [{ hash, cached: false, milliseconds: 1 }] });
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        heard();
        throw signal.reason;
      }),
    );
    const { result } = await eventsOf(runner('blocked'));
    expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'cannot-write' } });
    await cancelled;
  });

  test('waits for what a network drive shows late', async () => {
    const seen = new Map<string, number>();
    const late: SharedStore = {
      ...store,
      async get(hash, largest) {
        const times = (seen.get(hash) ?? 0) + 1;
        seen.set(hash, times);
        if (times < 3) throw new ArcspaceError('store-content', 'Not there.', 'Wait.');
        return store.get(hash, largest);
      },
    };
    await work(computing());
    const { result, events } = await eventsOf(runner('late', late));
    expect(result.outcome).toBe('completed');
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(4);
    expect([...contentsOf(at('late')).keys()]).toEqual(['both.png']);
  });

  test('tells nothing of nodes that it does not have, whoever puts it into the queue', async () => {
    const given = { node: 'elsewhere', key: 'k', outputs: {}, warnings: [], files: [] };
    const finished = [{ hash: await putFinished(store, given), cached: false, milliseconds: 1 }];
    const record = await putRecord(store, { finished, executed: 0, cached: 0 });
    await work(
      answering(async (_, __, tell) => {
        tell({ finished, at: { node: 'elsewhere', steps: { step: 1, of: 2 } } });
        return record;
      }),
    );
    const { events } = await eventsOf(runner('there'));
    expect(events.map(({ type }) => type)).toEqual(['queued', 'done']);
  });

  test('shows the newest picture between the steps, each once', async () => {
    const picture = (grey: number) => ({
      width: 1,
      height: 1,
      frames: 1,
      rgba: new Uint8Array([grey, grey, grey, 255]),
    });
    const record = await putRecord(store, { finished: [], executed: 0, cached: 0 });
    const asked: unknown[] = [];
    const events: RunEvent[] = [];
    const steps = () => events.flatMap((event) => (event.type === 'progress' ? [event.step] : []));
    const shown = () =>
      events.flatMap((event) => (event.type === 'progress' && event.preview ? [event.preview.rgba[0]] : []));
    await work(
      answering(async ({ previews }, signal, tell) => {
        asked.push(previews);
        const tellUntil = async (step: number, grey: number, isSeen: () => boolean) => {
          const preview = { node: 'grid', step: grey, picture: picture(grey) };
          while (!isSeen() && !signal.aborted) {
            tell({ finished: [], at: { node: 'grid', steps: { step, of: 8 } }, preview });
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        };
        await tellUntil(1, 1, () => shown().includes(1));
        await tellUntil(2, 1, () => steps().includes(2));
        await tellUntil(5, 5, () => shown().includes(5));
        await tellUntil(6, 5, () => steps().includes(6));
        return record;
      }),
    );
    await runner('there', store, { previews: true })(runOf, never(), (event) => events.push(event));
    expect(shown()).toEqual([1, 5]);
    expect(asked).toEqual([true]);
  });

  test('shows nothing that is no picture, whoever puts it into the queue', async () => {
    await redis.set('arcspace:preview:a', 'no picture');
    expect(await lookAtPreview(redis, 'a')).toBeUndefined();
    const picture = { width: 2, height: 2, frames: 1, rgba: new Uint8Array(4) };
    await showPreview(redis, 'a', { node: 'grid', step: 1, picture });
    expect(await lookAtPreview(redis, 'a')).toBeUndefined();
  });

  test('fails with what Redis says when its memory is full', async () => {
    await redis.config('SET', 'maxmemory', '1');
    const { result } = await eventsOf(runner('there'));
    await redis.config('SET', 'maxmemory', '0');
    expect(result).toMatchObject({ outcome: 'failed', problem: { code: 'queue-refuses' } });
  });

  test('keeps no history of its progress in the memory of Redis', async () => {
    const job = await queue.add('run', queuedJob('a'.repeat(64), '', 'c'.repeat(64)));
    for (let step = 0; step < 300; step++) await job.updateProgress({ finished: [], step });
    // Redis drops whole pieces of a stream, of a hundred entries.
    expect(await redis.xlen('arcspace:runs:events')).toBeLessThan(200);
  });

  test('is sent again when the queue has lost it', async () => {
    const running = eventsOf(runner('there'));
    await vi.waitFor(async () => expect(await queue.getWaitingCount()).toBe(1), 30_000);
    await redis.flushall();
    await work(computing());
    expect((await running).result.outcome).toBe('completed');
  });

  test('waits for a Redis that is away', async () => {
    const running = eventsOf(runner('there'));
    await vi.waitFor(async () => expect(await queue.getWaitingCount()).toBe(1), 30_000);
    await server.kill();
    await server.start();
    await work(computing());
    expect((await running).result.outcome).toBe('completed');
  });

  test('says why it waits', async () => {
    const stop = new AbortController();
    await work(
      answering(async () => {
        throw new ArcspaceError('models-elsewhere', 'This worker does not have the model "big".', 'Copy it.');
      }),
    );
    const running = eventsOf(runner('there'), stop.signal);
    await vi.waitFor(() => expect(said.join()).toContain('box: This worker does not have the model "big".'), 30_000);
    stop.abort();
    await running;
  });
});

describe.skipIf(!hasRedis())('a queue that is lost', () => {
  test('is told of once, however often it is tried again, and once more when it is lost again', async () => {
    const own = await startRedis();
    let told = 0;
    const connection = await connectQueue(parseAddress(own.address, PASSWORD), () => told++);
    for (const times of [1, 2]) {
      let tries = 0;
      const triedOften = new Promise<void>((resolve) => {
        connection.on('reconnecting', () => ++tries === 4 && resolve());
      });
      await own.kill();
      await triedOften;
      expect(told).toBe(times);
      // Not `once` of node:events, which gives up at the next try that fails.
      const back = new Promise<unknown>((resolve) => connection.once('ready', resolve));
      await own.start();
      await back;
    }
    connection.disconnect();
    await own.remove();
  });
});

describe.skipIf(!hasRedis())('a queue that cannot be used', () => {
  test.each([
    ['another password', 'wrong', 'queue-password'],
    ['no password', undefined, 'queue-password'],
  ])('is refused without its address or a password: %s', async (_, password, code) => {
    const own = await startRedis();
    const refusal = await connectQueue(parseAddress(own.address, password), () => {}).catch((thrown) => thrown);
    await own.remove();
    expect(refusal).toMatchObject({ code });
    expect(JSON.stringify(refusal) + refusal.message).not.toMatch(new RegExp(`${own.port}|wrong|127`));
  });

  test.skipIf(!hasOpenssl())('is refused where its certificate is not trusted', async () => {
    const own = await startRedis({ certificate: makeCertificate(folder.path) });
    const refusal = await connectQueue(parseAddress(own.address, PASSWORD), () => {}).catch((thrown) => thrown);
    await own.remove();
    expect(refusal).toMatchObject({
      code: 'queue-certificate',
      message: 'The certificate of the queue is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).',
    });
  });

  test('is refused where nothing listens', async () => {
    const own = await startRedis();
    await own.remove();
    const refusal = await connectQueue(parseAddress(own.address, PASSWORD), () => {}).catch((thrown) => thrown);
    expect(refusal).toMatchObject({
      code: 'queue-unreachable',
      message: 'The queue cannot be reached (ECONNREFUSED).',
    });
  });
});
