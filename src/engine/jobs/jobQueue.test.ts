import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { ListedJob, QueueView } from '../../jobs/queueView.ts';
import type { JobOrder } from '../../protocol/jobCalls.ts';
import type { WorkflowRun } from '../../protocol/types.ts';
import { temporaryName } from '../files/temporaryNames.ts';
import type { RunWorkflow } from '../run/runWorkflow.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { createJobQueue, type JobQueue } from './jobQueue.ts';
import { createSeal } from './seal.ts';

const folder = temporaryFolder();
const jobsFolder = () => join(folder.path, '.arcspace/jobs');

/** A picture from noise, of a kind that nothing here computes. */
const workflow = parseWorkflow(
  JSON.stringify({
    format: 'arcspace-workflow',
    version: 2,
    name: 'Painting',
    nodes: [
      { id: 'model', type: 'load_model' },
      { id: 'noise', type: 'noise', parameters: { seed: 5 } },
      { id: 'decode', type: 'decode' },
      { id: 'show', type: 'preview_image' },
    ],
    links: [
      { from: 'model.model', to: 'noise.model' },
      { from: 'noise.latents', to: 'decode.latents' },
      { from: 'model.vae', to: 'decode.vae' },
      { from: 'decode.image', to: 'show.image' },
    ],
  }),
  nodeRegistry,
).workflow;

interface Run {
  readonly seed: unknown;
  readonly signal: AbortSignal;
  end(): void;
  fail(error: Error): void;
}

let orders = 0;
const order = (given: Partial<JobOrder> = {}): JobOrder => ({
  order: `order${orders++}`,
  workflow,
  path: null,
  targets: [],
  count: 1,
  seeds: 'next',
  forever: false,
  priority: 0,
  ...given,
});

const seedOf = (run: WorkflowRun) => run.workflow.nodes.find(({ id }) => id === 'noise')?.parameters.seed;
const picture = { width: 600, height: 300, frames: 1, rgba: new Uint8Array(600 * 300 * 4).fill(200) };

/** Runs that end when they are told to. */
function host(othersFirst: () => Promise<void> = async () => {}, seal = createSeal(new Uint8Array(32))) {
  const runs: Run[] = [];
  const run: RunWorkflow = (asked, signal, emit) =>
    new Promise((resolve, reject) => {
      emit({ type: 'queued', nodes: ['noise'] });
      const finish = (outcome: 'completed' | 'cancelled') => {
        const files = outcome === 'completed' ? [`results/${seedOf(asked)}.png`] : [];
        const common = {
          type: 'finished',
          node: 'show',
          key: 'k',
          cached: false,
          milliseconds: 1,
          outputs: {},
          warnings: [],
        } as const;
        emit({ ...common, files, pictures: [picture] });
        resolve({ outcome, executed: 1, cached: 0 });
      };
      signal.addEventListener('abort', () => finish('cancelled'));
      runs.push({ seed: seedOf(asked), signal, end: () => finish('completed'), fail: reject });
    });
  const queue = createJobQueue({
    folder: jobsFolder(),
    seal: async () => seal,
    requireOwn: async () => {},
    registry: nodeRegistry,
    run,
    othersFirst,
    rested: () => {},
  });
  open.push(queue);
  const nth = (index: number) => vi.waitFor(() => runs[index] ?? expect.fail(`there is no run ${index}`));
  return { queue, runs, nth };
}

const open: JobQueue[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.close()));
});

const view = (queue: JobQueue): Promise<QueueView> => queue.watch(0);
const statuses = async (queue: JobQueue) => (await view(queue)).jobs?.map(({ status }) => status);
const seeds = (jobs: readonly ListedJob[] | undefined) => jobs?.map(({ overrides }) => overrides['noise.seed']);
async function until(queue: JobQueue, expected: Partial<QueueView['counts']>): Promise<void> {
  await vi.waitFor(async () => expect((await view(queue)).counts).toMatchObject(expected), { timeout: 10_000 });
}

describe('a queue', () => {
  test('runs its jobs one after the other, each with the seed after the one before', async () => {
    const { queue, runs, nth } = host();
    await queue.submit(order({ count: 3 }));
    for (const [index, seed] of [5, 6, 7].entries()) {
      const run = await nth(index);
      expect(run.seed).toBe(seed);
      expect(runs).toHaveLength(index + 1);
      run.end();
    }
    await until(queue, { done: 3, waiting: 0, running: 0 });
    const { jobs } = await view(queue);
    expect(jobs?.map(({ files }) => files)).toEqual([['results/7.png'], ['results/6.png'], ['results/5.png']]);
  });

  test('sends jobs for other machines many at once, whatever runs here', async () => {
    const { queue, runs, nth } = host();
    await queue.submit(order({ count: 2 }));
    await nth(0);
    await queue.submit(order({ count: 3, place: 'queue' }));
    await nth(3);
    await until(queue, { running: 4, waiting: 1 });
    // Those that run elsewhere begin at once, in whatever order.
    expect(runs.map(({ seed }) => seed).toSorted()).toEqual([5, 5, 6, 7]);
    expect((await view(queue)).progress).toHaveLength(4);
    for (const { end } of runs.slice(1)) end();
    await until(queue, { done: 3, running: 1, waiting: 1 });
  });

  test('takes an order once, however often it comes', async () => {
    const { queue } = host();
    const asked = order({ count: 2 });
    expect(await queue.submit(asked)).toEqual(await queue.submit(asked));
    expect((await view(queue)).counts).toMatchObject({ waiting: 1, running: 1 });
  });

  test('keeps the problem of a job that failed, and goes on', async () => {
    const { queue, nth } = host();
    await queue.submit(order({ count: 2 }));
    (await nth(0)).fail(new ArcspaceError('missing-model', 'There is no model.', 'Get it.'));
    (await nth(1)).end();
    await until(queue, { done: 1, failed: 1 });
    const failed = (await view(queue)).jobs?.find(({ status }) => status === 'failed');
    expect(failed?.problem).toMatchObject({ code: 'missing-model', remedy: 'Get it.' });
  });

  test('stops what runs, and does not begin what waits, when they are cancelled', async () => {
    const { queue, runs, nth } = host();
    const [first = '', , third = ''] = await queue.submit(order({ count: 3 }));
    await nth(0);
    await queue.cancel([first, third]);
    expect(runs[0]?.signal.aborted).toBe(true);
    const second = await nth(1);
    expect(second.seed).toBe(6);
    second.end();
    await until(queue, { done: 1, cancelled: 2, waiting: 0 });
    expect(runs).toHaveLength(2);
  });

  test('hears a cancel that comes while a job begins', async () => {
    let begin = () => {};
    const { queue, runs } = host(() => new Promise((resolve) => (begin = resolve)));
    const ids = await queue.submit(order());
    begin();
    await Promise.all(Array.from({ length: 20 }, () => queue.cancel(ids)));
    await until(queue, { cancelled: 1, running: 0, waiting: 0 });
    expect(runs.every(({ signal }) => signal.aborted)).toBe(true);
  });

  test('cancels the one that has taken the place of the one that is meant', async () => {
    const { queue, nth } = host();
    const [first = ''] = await queue.submit(order({ forever: true }));
    (await nth(0)).end();
    await nth(1);
    await queue.cancel([first]);
    await until(queue, { done: 1, cancelled: 1, running: 0, waiting: 0 });
  });

  test('runs what was moved to the front next', async () => {
    const { queue, nth } = host();
    const ids = await queue.submit(order({ count: 3 }));
    (await nth(0)).end();
    await nth(1);
    const [late = ''] = await queue.submit(order({ seeds: 'fixed' }));
    await queue.move([late], ids[2] ?? '');
    (await nth(1)).end();
    expect((await nth(2)).seed).toBe(5);
  });

  test('goes on for ever with seeds of its own, until that is stopped', async () => {
    const { queue, nth } = host();
    await queue.submit(order({ forever: true }));
    for (const [index, seed] of [5, 6].entries()) {
      const run = await nth(index);
      expect(run.seed).toBe(seed);
      run.end();
    }
    await nth(2);
    const running = (await view(queue)).jobs?.find(({ status }) => status === 'running');
    await queue.limit([running?.id ?? '']);
    (await nth(2)).end();
    await until(queue, { done: 3, waiting: 0, running: 0 });
  });

  test('goes on after the last of several only', async () => {
    const { queue, nth } = host();
    await queue.submit(order({ count: 3, forever: true }));
    (await nth(0)).end();
    (await nth(1)).end();
    await nth(2);
    await until(queue, { done: 2, running: 1, waiting: 0 });
    (await nth(2)).end();
    await nth(3);
    await until(queue, { done: 3, running: 1, waiting: 0 });
  });

  test('refuses to do the same thing for ever', async () => {
    const { queue } = host();
    await expect(queue.submit(order({ forever: true, seeds: 'fixed' }))).rejects.toMatchObject({ code: 'usage' });
  });

  test('repeats a job that is done as a new one, and retries one that failed', async () => {
    const { queue, nth } = host();
    const ids = await queue.submit(order({ count: 2 }));
    (await nth(0)).end();
    (await nth(1)).fail(new Error('no'));
    await until(queue, { done: 1, failed: 1 });
    await queue.repeat(ids);
    (await nth(2)).end();
    (await nth(3)).end();
    await until(queue, { done: 3, failed: 0 });
    expect((await view(queue)).jobs?.find(({ id }) => id === ids[1])?.attempt).toBe(2);
  });

  test('lets the runs of windows that are there go first between jobs', async () => {
    let othersEnd = () => {};
    const others = new Promise<void>((resolve) => {
      othersEnd = resolve;
    });
    const { queue, runs, nth } = host(() => others);
    await queue.submit(order());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(runs).toHaveLength(0);
    othersEnd();
    (await nth(0)).end();
    await until(queue, { done: 1 });
  });

  test('gives the workflow of a job with its own values, and a small picture of what it gave', async () => {
    const { queue, nth } = host();
    const [, second = ''] = await queue.submit(order({ count: 2 }));
    (await nth(0)).end();
    (await nth(1)).end();
    await until(queue, { done: 2 });
    const opened = parseWorkflow((await queue.workflow(second)).text, nodeRegistry).workflow;
    expect(opened.nodes.find(({ id }) => id === 'noise')?.parameters.seed).toBe(6);
    expect(Buffer.from(await queue.picture(second)).toString('latin1', 0, 12)).toMatch(/^RIFF....WEBP$/s);
  });

  test('keeps one workflow for any number of its jobs, and what was written when jobs are cleared', async () => {
    const { queue, nth } = host();
    await queue.submit(order({ count: 2 }));
    (await nth(0)).end();
    (await nth(1)).end();
    await until(queue, { done: 2 });
    expect(readdirSync(join(jobsFolder(), 'workflows'))).toHaveLength(1);
    await queue.clear();
    expect(await statuses(queue)).toEqual([]);
    expect(readdirSync(join(jobsFolder(), 'pictures'))).toEqual([]);
  });

  test('writes nothing before a job is added', async () => {
    const { queue } = host();
    await queue.takeUp();
    await view(queue);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('a watcher', () => {
  test('is told of what has changed since, and the list only when it is another', async () => {
    const { queue, nth } = host();
    await queue.submit(order());
    await nth(0);
    const { revision } = await view(queue);
    const waiting = queue.watch(revision);
    await queue.submit(order());
    expect(await waiting).toMatchObject({ counts: { running: 1, waiting: 1 }, jobs: [{}, {}] });
  });
});

/** What is left of an engine that is killed: the journal as it is, and a mark of nobody who lives. */
async function crash(queue: JobQueue): Promise<void> {
  const journal = join(jobsFolder(), 'queue.jsonl');
  const left = readFileSync(journal);
  await queue.close();
  writeFileSync(journal, left);
}

describe('an engine that ends in the middle', () => {
  let first: ReturnType<typeof host>;
  beforeEach(async () => {
    first = host();
    await first.queue.submit(order({ count: 3 }));
    (await first.nth(0)).end();
    await first.nth(1);
    await crash(first.queue);
  });

  test('leaves what it ran to the next one, which begins with it', async () => {
    const { queue, nth } = host();
    await queue.takeUp();
    expect((await nth(0)).seed).toBe(6);
    const { jobs, counts } = await view(queue);
    expect(counts).toMatchObject({ running: 1, waiting: 1, done: 1 });
    expect(seeds(jobs)).toEqual([6, 7, 5]);
    (await nth(0)).end();
    (await nth(1)).end();
    await until(queue, { done: 3 });
  });

  test('in good order three times is no fault of what it ran', async () => {
    for (let times = 0; times < 3; times++) {
      const next = host();
      await next.queue.takeUp();
      expect((await next.nth(0)).seed).toBe(6);
      await next.queue.close();
    }
  });

  test('three times with the same job has probably ended because of it: that is not begun again by itself', async () => {
    for (let times = 0; times < 2; times++) {
      const next = host();
      await next.queue.takeUp();
      await next.nth(0);
      await crash(next.queue);
    }
    const { queue, nth } = host();
    await queue.takeUp();
    expect((await nth(0)).seed).toBe(7);
    const failed = (await view(queue)).jobs?.find(({ status }) => status === 'failed');
    expect(failed?.problem).toMatchObject({
      code: 'job-interrupted',
      message: 'Arcspace ended 3 times while it computed this run.',
    });
  });

  test('and lost a workflow makes its jobs fail with what to do', async () => {
    const workflows = join(jobsFolder(), 'workflows');
    for (const name of readdirSync(workflows))
      writeFileSync(join(workflows, name), readFileSync(join(workflows, name), 'utf8').replace('Painting', 'Other'));
    const { queue } = host();
    await queue.takeUp();
    await until(queue, { failed: 2, done: 1 });
    expect((await view(queue)).jobs?.[0]?.problem).toMatchObject({ code: 'job-workflow' });
  });
});

test('an engine whose queue was taken from it runs nothing more of it', async () => {
  const { queue, runs, nth } = host();
  await queue.submit(order({ count: 3 }));
  const first = await nth(0);
  for (const name of readdirSync(jobsFolder())) if (name.endsWith('.tmp')) rmSync(join(jobsFolder(), name));
  folderTaken();
  first.end();
  await vi.waitFor(async () => expect((await view(queue)).elsewhere).toBeDefined(), { timeout: 10_000 });
  expect(runs).toHaveLength(1);
});

/** What another process that lives leaves: this one's own mark under another name. */
function folderTaken(): void {
  writeFileSync(join(jobsFolder(), temporaryName()), '');
}

test('a queue of another computer is not run before somebody here says so', async () => {
  const there = host();
  await there.queue.submit(order({ count: 2 }));
  await there.nth(0);
  await there.queue.close();
  const asked = { type: 'submit', order: order() };
  folder.write('.arcspace/jobs/inbox/1-0123456789ab.json', asked);
  const { queue, runs, nth } = host(undefined, createSeal(new Uint8Array(32).fill(1)));
  await queue.takeUp();
  await queue.submit(order({ seeds: 'fixed' }));
  (await nth(0)).end();
  await until(queue, { done: 1, waiting: 0, running: 0 });
  expect(await view(queue)).toMatchObject({ held: 3, jobs: [{ status: 'done' }] });
  expect(runs).toHaveLength(1);
  await queue.answerHeld(true);
  for (const index of [1, 2, 3]) (await nth(index)).end();
  await until(queue, { done: 4 });
  expect(await view(queue)).toMatchObject({ held: 0 });
});

test('what lies about in the folder keeps no queue from being taken', async () => {
  const first = host();
  await first.queue.submit(order({ count: 2 }));
  await first.nth(0);
  await first.queue.close();
  mkdirSync(join(jobsFolder(), 'pictures/order0.9.webp/x'), { recursive: true });
  mkdirSync(join(jobsFolder(), 'workflows', `${'a'.repeat(64)}.arcspace`, 'x'), { recursive: true });
  mkdirSync(join(jobsFolder(), 'inbox/1-0123456789ab.json'), { recursive: true });
  const { queue, nth } = host();
  await queue.takeUp();
  (await nth(0)).end();
});

test('of two engines on one workspace one runs the queue; the other says so, and takes it up when that one is gone', async () => {
  const [one, two] = [host(), host()];
  await one.queue.submit(order({ count: 2 }));
  await one.nth(0);
  await two.queue.takeUp();
  expect((await two.queue.watch(0)).elsewhere).toMatchObject({ code: 'queue-elsewhere' });
  await expect(two.queue.submit(order())).rejects.toMatchObject({ code: 'queue-elsewhere' });
  expect(two.runs).toHaveLength(0);
  await one.queue.close();
  expect((await vi.waitFor(() => two.runs[0] ?? expect.fail('nothing runs'), { timeout: 10_000 })).seed).toBe(5);
  expect((await two.queue.watch(0)).elsewhere).toBeUndefined();
});
