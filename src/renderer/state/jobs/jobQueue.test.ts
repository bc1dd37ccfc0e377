import { afterEach, describe, expect, test, vi } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { parseWorkflow } from '../../../graph/workflow/parse.ts';
import type { JobCounts, QueueView } from '../../../jobs/queueView.ts';
import type { JobOrder } from '../../../protocol/jobCalls.ts';
import { type Answers, createFakeEngine } from '../../testing/fakeEngine.ts';
import { createEditor } from '../document/createEditor.ts';
import { createLog } from '../log.ts';
import { createJobQueue, type JobQueue } from './jobQueue.ts';

const workflow = parseWorkflow(
  JSON.stringify({
    format: 'arcspace-workflow',
    version: 2,
    nodes: [
      { id: 'model', type: 'load_model' },
      { id: 'noise', type: 'noise', parameters: { seed: 5 } },
    ],
    links: [{ from: 'model.model', to: 'noise.model' }],
  }),
  nodeRegistry,
).workflow;

const idle: JobCounts = { waiting: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
const view = (revision: number, counts: Partial<JobCounts>): QueueView => {
  const { done = 0, failed = 0 } = counts;
  return {
    revision,
    counts: { ...idle, ...counts },
    totals: { done, failed },
    held: 0,
    notes: [],
    progress: [],
    jobs: [],
  };
};

let open: JobQueue | undefined;
afterEach(() => open?.dispose());

/** @param views what the engine answers to one watcher after the other. */
function setUp(answers: Answers = {}, views: readonly QueueView[] = []) {
  const orders: JobOrder[] = [];
  const waiting = [...views];
  const engine = createFakeEngine({
    submitJobs(order) {
      orders.push(order);
      return { ids: [] };
    },
    watchJobs: () => waiting.shift() ?? new Promise(() => {}),
    ...answers,
  });
  const editor = createEditor(nodeRegistry, workflow);
  const log = createLog();
  const queue = createJobQueue(engine.client, editor, log);
  open = queue;
  const seed = () => editor.workflow.peek().nodes.find(({ id }) => id === 'noise')?.parameters.seed;
  return { queue, editor, log, orders, seed };
}

describe('runs that are added to the queue', () => {
  test('with the next seeds leave the workflow at the seed after the last of them, as one step of undo', async () => {
    const { queue, editor, orders, seed } = setUp();
    await queue.add({ count: 3, seeds: 'next', forever: false });
    expect(orders).toMatchObject([{ workflow, count: 3, seeds: 'next', priority: 0, targets: [] }]);
    expect(seed()).toBe(8);
    editor.undo();
    expect(seed()).toBe(5);
  });

  test.each(['fixed', 'random'] as const)('with %s seeds leave the workflow as it is', async (seeds) => {
    const { queue, seed } = setUp();
    await queue.add({ count: 3, seeds, forever: false });
    expect(seed()).toBe(5);
  });

  test('twice at once have each their own seeds', async () => {
    const { queue, orders, seed } = setUp();
    const plan = { count: 2, seeds: 'next', forever: false } as const;
    await Promise.all([queue.add(plan), queue.add(plan)]);
    const asked = orders.map((order) => order.workflow.nodes.find(({ id }) => id === 'noise')?.parameters.seed);
    expect(asked).toEqual([5, 7]);
    expect(seed()).toBe(9);
  });

  test('and refused are said to be, and change nothing', async () => {
    const { queue, log, seed } = setUp({
      submitJobs: () => Promise.reject(new ArcspaceError('queue-elsewhere', 'Another has it.', 'Close it.')),
    });
    await queue.add({ count: 1, seeds: 'next', forever: false });
    expect(log.toasts.peek()).toMatchObject([{ level: 'error', message: 'Another has it.' }]);
    expect(seed()).toBe(5);
  });
});

describe('the end of a queue', () => {
  test('is told once', async () => {
    const { log } = setUp({}, [view(1, { running: 1, done: 4 }), view(2, { done: 5 }), view(3, { done: 5 })]);
    await vi.waitFor(() => expect(log.entries.peek()).toHaveLength(1));
    expect(log.entries.peek()).toMatchObject([{ level: 'success', message: 'The queue is done.', times: 1 }]);
  });

  test('is told where as many are remembered as before, or none', async () => {
    const { log } = setUp({}, [
      { ...view(1, { running: 1, done: 1000 }), totals: { done: 1005, failed: 0 } },
      { ...view(2, { done: 0 }), totals: { done: 1006, failed: 0 } },
    ]);
    await vi.waitFor(() => expect(log.entries.peek()).toMatchObject([{ message: 'The queue is done.' }]));
  });

  test('says how many failed', async () => {
    const { log } = setUp({}, [
      view(1, { failed: 1 }),
      view(2, { failed: 1, running: 1, waiting: 1 }),
      view(3, { failed: 2, running: 1 }),
      view(4, { failed: 3 }),
    ]);
    await vi.waitFor(() => expect(log.toasts.peek()).toMatchObject([{ message: 'The queue is done; 2 runs failed.' }]));
  });

  test('is not told where everything was cancelled, nor of what ended before the page was there', async () => {
    const { queue, log } = setUp({}, [view(1, { running: 1, failed: 2 }), view(2, { failed: 2, cancelled: 1 })]);
    await vi.waitFor(() => expect(queue.view.peek()?.revision).toBe(2));
    expect(log.entries.peek()).toEqual([]);
  });
});

test('a list that is told again only when it is another stays as it is meanwhile', async () => {
  const job = {
    id: 'a',
    name: 'Painting',
    prompt: '',
    status: 'waiting',
    overrides: {},
    priority: 0,
    forever: null,
    place: 'here',
    attempt: 0,
  } as const;
  const { jobs: _, ...progress } = view(2, { running: 1 });
  const { queue } = setUp({}, [{ ...view(1, { waiting: 1 }), jobs: [job] }, progress]);
  await vi.waitFor(() => expect(queue.view.peek()?.revision).toBe(2));
  expect(queue.jobs.peek()).toEqual([job]);
});
