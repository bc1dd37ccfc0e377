import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { version } from '../../../package.json';
import { createEngine, type Engine } from '../../engine/createEngine.ts';
import { temporaryFolder } from '../../engine/testing/temporaryFolder.ts';
import type { RunEvent } from '../../graph/events.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import { programFolder } from '../../host/programFolder.ts';
import { showWorker } from '../queue/workers.ts';
import { hasRedis, PASSWORD, type RedisServer, startRedis } from '../testing/redisServer.ts';
import { createComputer } from '../worker/computer.ts';
import { fetchedModels } from '../worker/fetchModels.ts';
import { startWorker } from '../worker/startWorker.ts';
import { connect } from './connection.ts';
import { openElsewhere } from './openElsewhere.ts';
import { withoutPassword } from './sharedSettings.ts';

const folder = temporaryFolder();
const open: Engine[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((engine) => engine.close()));
});

function start(workspace = 'workspace', modelFolders: readonly string[] = []): Engine {
  const engine = createEngine({
    program: join(import.meta.dirname, '../../..'),
    workspace: join(folder.path, workspace),
    machineFolder: join(folder.path, 'data'),
    modelFolders,
    provider: 'cpu',
    elsewhere: openElsewhere,
  });
  open.push(engine);
  return engine;
}

const picture = join(import.meta.dirname, '../../../images/pictures/content-house.png');
const saving = workflowOf(
  {
    own: { type: 'load_image', parameters: { path: 'pictures/mine.png' } },
    grid: { type: 'image_grid' },
    save: { type: 'save_image', parameters: { filename: 'both' } },
  },
  ['own.image grid.images.1', 'grid.image save.image'],
);

const quiet = () => {};
const store = (): string => {
  const path = join(folder.path, 'store');
  mkdirSync(path, { recursive: true });
  return path;
};

test('the password of an address is taken out of it', () => {
  expect(withoutPassword('rediss://ann:p%40ss@box:6380/2')).toEqual({
    address: 'rediss://ann@box:6380/2',
    password: 'p@ss',
  });
  expect(withoutPassword(' redis://box ')).toEqual({ address: 'redis://box' });
});

test('a run for a queue that nobody named fails at once and says where to name one', async () => {
  const events: RunEvent[] = [];
  const request = {
    workflow: workflowOf({ n: { type: 'number' } }, []),
    path: null,
    targets: [],
    watch: null,
    shown: {},
  };
  const done = await start().run({ ...request, place: 'queue' }, new AbortController().signal, (event) =>
    events.push(event),
  );
  expect(done.problem).toMatchObject({ code: 'no-shared-queue', remedy: expect.stringContaining('Settings') });
  expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'failed' });
});

test('a queue that is not there is refused in plain words, and nothing is kept', async () => {
  const { handlers } = start();
  const choice = { address: 'redis://127.0.0.1:1', password: 'Geheim', store: store() };
  await expect(handlers.chooseSharedQueue(choice, quiet)).rejects.toMatchObject({ code: 'queue-unreachable' });
  await expect(handlers.chooseSharedQueue({ ...choice, address: 'box' }, quiet)).rejects.toMatchObject({
    code: 'usage',
  });
  await expect(handlers.chooseSharedQueue({ ...choice, store: '/nowhere' }, quiet)).rejects.toMatchObject({
    code: 'no-store',
  });
  expect(await handlers.sharedQueue({}, quiet)).toMatchObject({ address: null, hasPassword: false, store: null });
  await expect(handlers.wishOfSharedQueue({ device: 'cuda', sendsModels: true }, quiet)).rejects.toMatchObject({
    code: 'no-shared-queue',
  });
});

describe.skipIf(!hasRedis())('a queue that is there', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());

  test('is kept with its password, which is never shown, and lists its workers', async () => {
    const { handlers } = start();
    const choice = { address: redis.address.replace('redis://', `redis://:${PASSWORD}@`), store: store() };
    const shown = await handlers.chooseSharedQueue(choice, quiet);
    expect(shown).toMatchObject({ hasPassword: true, store: store() });
    expect(JSON.stringify(shown)).not.toContain(PASSWORD);
    expect(readFileSync(join(folder.path, 'data/shared-queue.json'), 'utf8')).toContain(PASSWORD);

    const connection = await connect({ address: redis.address, password: PASSWORD, store: store() });
    await showWorker(connection.redis, {
      id: '0123456789abcdef',
      name: 'box:1',
      program: version,
      since: 0,
      device: { provider: 'cuda', label: 'CUDA: NVIDIA H200' },
      slots: 2,
      running: 1,
      models: [{ role: 'model', name: 'starter' }],
    });
    connection.close();
    // Another engine of the same user finds it.
    const found = await start().handlers.queueWorkers({}, quiet);
    expect(found).toMatchObject({ waiting: 0, running: 0 });
    expect(found.workers).toEqual([
      {
        id: '0123456789abcdef',
        name: 'box:1',
        program: version,
        isSameProgram: true,
        device: 'CUDA: NVIDIA H200',
        slots: 2,
        running: 1,
        models: ['starter'],
      },
    ]);
    expect(await handlers.forgetSharedQueue({}, quiet)).toMatchObject({ address: null });
    expect((await handlers.queueWorkers({}, quiet)).problem).toMatchObject({ code: 'no-shared-queue' });
  });

  test('computes what the editor runs there, and what waits in its own queue, into the same events, files and gallery', {
    timeout: 60_000,
  }, async () => {
    const engine = start();
    folder.write('workspace/pictures/mine.png', readFileSync(picture));
    await engine.handlers.chooseSharedQueue({ address: redis.address, password: PASSWORD, store: store() }, quiet);
    const connection = await connect({ address: redis.address, password: PASSWORD, store: store() });
    const computing = createComputer({
      engine: start('worker'),
      store: connection.store,
      registry: nodeRegistry,
      scratch: join(folder.path, 'scratch'),
      maker: 'this machine',
    });
    const worker = await startWorker({ redis: connection.redis, slots: [computing], name: 'box', say: () => {} });
    const events: RunEvent[] = [];
    const run = { workflow: saving, path: null, targets: [], watch: null, shown: {}, place: 'queue' } as const;
    const done = await engine.run(run, new AbortController().signal, (event) => events.push(event));
    expect(done).toMatchObject({ outcome: 'completed' });
    expect(events.flatMap((event) => (event.type === 'finished' ? event.files : []))).toEqual(['results/both.png']);

    const order = { order: 'o1', workflow: saving, path: null, targets: [], count: 1, seeds: 'fixed' } as const;
    await engine.handlers.submitJobs({ ...order, forever: false, priority: 0, place: 'queue' }, quiet);
    await expect
      .poll(async () => (await engine.handlers.watchJobs({ seen: 0 }, quiet)).counts.done, { timeout: 30_000 })
      .toBe(1);
    await worker.drain();
    connection.close();
  });

  test('is sent the models that its worker fetches, and runs for one device wait for a worker that has it', {
    timeout: 60_000,
  }, async () => {
    const choice = { address: redis.address, password: PASSWORD, store: store() };
    cpSync(join(programFolder(), 'models/starter'), join(folder.path, 'own/mine'), { recursive: true });
    const engine = start('workspace', [join(folder.path, 'own')]);
    await engine.handlers.chooseSharedQueue(choice, quiet);
    const connection = await connect(choice);
    const fetched = join(folder.path, 'fetched');
    const computing = createComputer({
      engine: start('worker', [fetchedModels(fetched)]),
      store: connection.store,
      registry: nodeRegistry,
      scratch: join(folder.path, 'scratch'),
      maker: 'this machine',
      fetched,
    });
    const { redis: connected } = connection;
    const worker = await startWorker({
      redis: connected,
      slots: [computing],
      name: 'box',
      say: () => {},
      device: 'cpu',
    });
    const workflow = workflowOf(
      {
        model: { type: 'load_model', parameters: { model: 'mine' } },
        empty: { type: 'prompt', parameters: { text: '' } },
      },
      ['model.text_encoder empty.text_encoder'],
    );
    const run = { workflow, path: null, targets: ['empty'], watch: null, shown: {}, place: 'queue' } as const;
    const waiting = new AbortController();
    const notes = async () => (await engine.handlers.queueWorkers({}, quiet)).notes.join(' ');
    const first = engine.run(run, waiting.signal, quiet);
    await expect.poll(notes, { timeout: 20_000 }).toContain('does not have the model "mine"');
    waiting.abort();
    await first;

    await engine.handlers.wishOfSharedQueue({ device: null, sendsModels: true }, quiet);
    // What is refused leaves the connection, and what was said of it, as they are.
    const wrong = { ...choice, password: 'wrong' };
    await expect(engine.handlers.chooseSharedQueue(wrong, quiet)).rejects.toMatchObject({ code: 'queue-password' });
    expect(await notes()).toContain('does not have the model "mine"');
    expect(await engine.handlers.chooseSharedQueue(choice, quiet)).toMatchObject({ wishes: { sendsModels: true } });
    expect(await engine.run(run, new AbortController().signal, quiet)).toMatchObject({ outcome: 'completed' });
    expect(await notes()).toContain('The model "mine" is sent to the store.');

    const shown = await engine.handlers.wishOfSharedQueue({ device: 'cuda', sendsModels: true }, quiet);
    expect(shown).toMatchObject({ address: redis.address, wishes: { device: 'cuda', sendsModels: true } });
    expect(await start().handlers.sharedQueue({}, quiet)).toEqual(shown);
    const other = { ...run, workflow: workflowOf({ n: { type: 'number' } }, []), targets: ['n'] };
    const elsewhere = new AbortController();
    const last = engine.run(other, elsewhere.signal, quiet);
    await expect.poll(notes, { timeout: 20_000 }).toContain('This worker computes on cpu, and the run is for cuda.');
    elsewhere.abort();
    await last;
    await worker.drain();
    connection.close();
  });

  test('and goes away is told of within seconds, and a run that is sent then fails', { timeout: 60_000 }, async () => {
    const engine = start();
    await engine.handlers.chooseSharedQueue({ address: redis.address, password: PASSWORD, store: store() }, quiet);
    await redis.kill();
    expect((await engine.handlers.queueWorkers({}, quiet)).problem).toMatchObject({ code: 'queue-away' });
    const request = {
      workflow: workflowOf({ n: { type: 'number' } }, []),
      path: null,
      targets: [],
      watch: null,
      shown: {},
    };
    const done = await engine.run({ ...request, place: 'queue' }, new AbortController().signal, quiet);
    expect(done.problem).toMatchObject({ code: 'queue-away', remedy: expect.stringContaining('run on this computer') });
    await redis.start();
    await expect
      .poll(async () => (await engine.handlers.queueWorkers({}, quiet)).problem, { timeout: 30_000 })
      .toBeUndefined();
  });
});
