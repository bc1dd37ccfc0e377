import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { moveNodes } from '../../../graph/edit/moveNodes.ts';
import { setParameter } from '../../../graph/edit/setNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import type { RunEvent } from '../../../graph/events.ts';
import type { Problem } from '../../../graph/problem.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { createFakeEngine, type FakeRun } from '../../testing/fakeEngine.ts';
import { createEditor } from '../document/createEditor.ts';
import { createDocument } from '../document/document.ts';
import { createLog } from '../log.ts';
import { createRunController } from './controller.ts';
import { STALE_AFTER } from './queue.ts';

const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8ClampedArray([1, 2, 3, 255]) };

const finished = (node: string, key = 'k'): Extract<RunEvent, { type: 'finished' }> => ({
  type: 'finished',
  node,
  key,
  cached: false,
  milliseconds: 40,
  outputs: {},
  pictures: [picture],
  warnings: [],
  files: [],
});

const fault: Problem = {
  code: 'wrong-space',
  message: 'These latents are of another model.',
  place: { node: 'number', port: 'value' },
  remedy: 'Use one model.',
};

function setUp() {
  const engine = createFakeEngine();
  const editor = createEditor(testRegistry);
  const log = createLog();
  const frames: (() => void)[] = [];
  editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
  const runs = createRunController({ client: engine.client, editor, log, nextFrame: (call) => frames.push(call) });
  const paint = () => {
    for (const frame of frames.splice(0)) frame();
  };
  const slide = (value: number) =>
    editor.edit('Change', (workflow) => setParameter(workflow, 'number', 'value', value), 'drag');
  const slidValue = (run: FakeRun | undefined) => run?.options.workflow.nodes[0]?.parameters.value;
  const status = () => editor.nodeStates.value.get('number')?.status;
  return { engine, editor, log, runs, paint, slide, slidValue, status };
}

/** Lets the promises of answered calls settle. */
const answered = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('running by hand', () => {
  it('queues further runs and counts them', async () => {
    const { engine, runs } = setUp();
    runs.run();
    runs.run();
    runs.run(['number']);
    expect(engine.runs).toHaveLength(1);
    expect(runs.waiting.value).toBe(2);
    engine.runs[0]?.complete();
    await answered();
    expect(engine.runs).toHaveLength(2);
    expect(runs.waiting.value).toBe(1);
    engine.runs[1]?.complete();
    await answered();
    expect(engine.runs[2]?.options.targets).toEqual(['number']);
  });

  it('shows what happens in one update for each painted frame', async () => {
    const { engine, editor, runs, paint, status } = setUp();
    runs.run();
    engine.runs[0]?.emit({ type: 'queued', nodes: ['number'] });
    engine.runs[0]?.emit({ type: 'started', node: 'number' });
    await answered();
    for (let step = 1; step <= 50; step += 1) {
      engine.runs[0]?.emit({ type: 'progress', node: 'number', step, of: 50, left: 50 - step });
      await answered();
    }
    expect(status()).toBeUndefined();
    const before = editor.nodeStates.value;
    paint();
    expect(editor.nodeStates.value).not.toBe(before);
    expect(editor.nodeStates.value.get('number')?.progress).toEqual({ step: 50, of: 50, left: 0 });
  });

  it('does not ask for pictures again that it shows already', async () => {
    const { engine, editor, runs, paint } = setUp();
    runs.run();
    engine.runs[0]?.emit(finished('number', 'key of the picture'));
    engine.runs[0]?.complete();
    await answered();
    paint();
    runs.run();
    expect(engine.runs[1]?.options.shown).toEqual({ number: 'key of the picture' });
    const { pictures: _, ...again } = { ...finished('number', 'key of the picture'), cached: true };
    engine.runs[1]?.emit(again);
    await answered();
    paint();
    expect(editor.nodeStates.value.get('number')?.pictures).toEqual([picture]);
  });

  it('says what failed once, at the node and in the log', async () => {
    const { engine, editor, log, runs, paint } = setUp();
    runs.run();
    engine.runs[0]?.emit({ type: 'queued', nodes: ['number'] });
    engine.runs[0]?.fail(fault);
    await answered();
    paint();
    expect(editor.nodeStates.value.get('number')?.problem).toEqual(fault);
    expect(log.entries.value).toHaveLength(1);
    expect(log.toasts.value[0]).toMatchObject({ message: fault.message, remedy: fault.remedy, node: 'number' });
    expect(runs.current.value).toBeNull();
  });

  it('writes down what is wrong with other nodes too, and says that there is more', async () => {
    const { engine, log, runs } = setUp();
    const other: Problem = { ...fault, message: '"Decode" needs a wire at VAE.', place: { node: 'decode' } };
    runs.run();
    for (const problem of [fault, other]) {
      engine.runs[0]?.emit({ type: 'failed', node: problem.place.node ?? '', problem });
      await answered();
    }
    engine.runs[0]?.fail(fault);
    await answered();
    expect(log.entries.value.map(({ message }) => message)).toEqual([other.message, fault.message]);
    expect(log.toasts.value[0]).toMatchObject({
      message: fault.message,
      remedy: 'Use one model. The log says what is wrong with 1 other node.',
    });
    runs.run();
    engine.runs[1]?.fail(fault);
    await answered();
    expect(log.toasts.value[0]?.remedy).toBe('Use one model.');
  });

  it('writes into the log how long a run took and what was kept', async () => {
    const { engine, log, runs } = setUp();
    runs.run();
    engine.runs[0]?.emit({ type: 'done', outcome: 'completed', executed: 3, cached: 2, milliseconds: 1430 });
    await answered();
    expect(log.entries.value.at(-1)?.message).toBe('Run finished in 1.4 s: 3 nodes computed, 2 kept from earlier.');
    expect(log.toasts.value).toEqual([]);
  });

  it('says where files were written, and keeps it at the node', async () => {
    const { engine, editor, log, runs, paint } = setUp();
    runs.run();
    engine.runs[0]?.emit({ ...finished('number'), files: ['results/a.png'], cached: true });
    await answered();
    paint();
    expect(log.toasts.value).toMatchObject([{ message: 'Already saved results/a.png.', files: ['results/a.png'] }]);
    expect(editor.nodeStates.value.get('number')?.files).toEqual(['results/a.png']);
  });

  it('says so when there was nothing to compute', async () => {
    const { engine, log, runs } = setUp();
    runs.run();
    engine.runs[0]?.emit({ type: 'done', outcome: 'completed', executed: 0, cached: 0, milliseconds: 1 });
    await answered();
    expect(log.toasts.value[0]).toMatchObject({ level: 'warning', message: 'There was nothing to compute.' });
  });

  it('takes back what was said about the run before', async () => {
    const { log, runs } = setUp();
    log.problem(fault);
    runs.run();
    expect(log.toasts.value).toEqual([]);
    expect(log.entries.value).toHaveLength(1);
  });

  it('cancels the run under way and those that wait', async () => {
    const { engine, log, runs, paint, status } = setUp();
    runs.run();
    runs.run();
    engine.runs[0]?.emit({ type: 'started', node: 'number' });
    await answered();
    runs.cancel();
    expect(engine.calls.filter((call) => call.name === 'cancel')).toHaveLength(1);
    expect(runs.waiting.value).toBe(0);
    engine.runs[0]?.fail({ code: 'cancelled', message: 'Cancelled', place: {}, remedy: '' });
    await answered();
    paint();
    expect(status()).toBe('idle');
    expect(log.toasts.value).toEqual([]);
    expect(engine.runs).toHaveLength(1);
  });
});

describe('live mode', () => {
  it('runs at once when it is switched on, and on every change of what is computed', async () => {
    const { engine, editor, runs, slide } = setUp();
    runs.live.value = true;
    expect(engine.runs).toHaveLength(1);
    engine.runs[0]?.complete();
    await answered();
    editor.edit('Move', (workflow) => moveNodes(workflow, ['number'], [5, 5]));
    editor.setViewport({ x: 1, y: 2, zoom: 1 });
    expect(engine.runs).toHaveLength(1);
    slide(1);
    expect(engine.runs).toHaveLength(2);
    expect(engine.runs[1]?.options.lane).toBe('live');
  });

  it('runs for the nodes that are looked at, and anew when those are others', async () => {
    const { engine, runs } = setUp();
    const release = runs.holdLive(['number']);
    expect(engine.runs[0]?.options.targets).toEqual(['number']);
    engine.runs[0]?.complete();
    await answered();
    runs.live.value = true;
    release();
    expect(engine.runs[1]?.options.targets).toEqual([]);
  });

  it('is over when the last that holds it lets go, in whatever order they do', async () => {
    const { engine, runs, slide } = setUp();
    const explorer = runs.holdLive(['number']);
    const walk = runs.holdLive();
    engine.runs[0]?.complete();
    await answered();
    explorer();
    engine.runs[1]?.complete();
    await answered();
    const before = engine.runs.length;
    walk();
    slide(1);
    expect(engine.runs).toHaveLength(before);
    expect(runs.live.value).toBe(false);
  });

  it('keeps one run under way and only the newest change for after it', async () => {
    const { engine, runs, slide, slidValue } = setUp();
    runs.live.value = true;
    for (const value of [1, 2, 3, 4]) slide(value);
    expect(engine.runs).toHaveLength(1);
    engine.runs[0]?.complete();
    await answered();
    expect(engine.runs).toHaveLength(2);
    expect(slidValue(engine.runs[1])).toBe(4);
  });

  it('drops a slow run for the newest change, and what the old one still says', async () => {
    const { engine, editor, log, runs, slide, slidValue, paint } = setUp();
    runs.live.value = true;
    slide(7);
    await vi.advanceTimersByTimeAsync(STALE_AFTER + 1);
    expect(engine.runs).toHaveLength(2);
    expect(slidValue(engine.runs[1])).toBe(7);
    engine.runs[0]?.emit(finished('number', 'stale'));
    engine.runs[0]?.fail({ code: 'cancelled', message: 'Cancelled', place: {}, remedy: '' });
    await answered();
    paint();
    expect(editor.nodeStates.value.get('number')?.key).toBeUndefined();
    expect(runs.current.value?.run).toBe(engine.runs[1]?.options.run);
    expect(log.entries.value).toEqual([]);
  });

  it('makes room for a run by hand', async () => {
    const { engine, runs, slide } = setUp();
    runs.live.value = true;
    slide(1);
    runs.run();
    expect(engine.calls.map((call) => call.name)).toContain('cancel');
    expect(runs.waiting.value).toBe(1);
  });

  it('never runs because a file was opened', async () => {
    const { engine, editor, runs } = setUp();
    runs.live.value = true;
    const opened = { ...emptyWorkflow(), name: 'Opened' };
    editor.open(opened, createDocument(opened, 'opened.json'));
    expect(engine.runs).toHaveLength(1);
  });
});

describe('a result that an edit has left behind', () => {
  const done = async ({ engine, paint }: ReturnType<typeof setUp>, run = 0) => {
    engine.runs[run]?.emit(finished('number'));
    engine.runs[run]?.complete();
    await answered();
    paint();
  };

  it('is of an earlier run at once, its picture kept', async () => {
    const all = setUp();
    all.runs.run();
    await done(all);
    expect(all.status()).toBe('done');
    all.slide(3);
    expect(all.status()).toBe('idle');
    expect(all.editor.nodeStates.value.get('number')?.pictures).toEqual([picture]);
  });

  it('that is made while it runs is seen when it has run', async () => {
    const all = setUp();
    all.runs.run();
    all.slide(3);
    await done(all);
    expect(all.status()).toBe('idle');
  });

  it('does not flicker in live mode, where the next run says more', async () => {
    const all = setUp();
    all.runs.live.value = true;
    await done(all);
    all.slide(3);
    expect(all.status()).toBe('done');
    all.engine.runs[1]?.fail({ ...fault, place: { node: 'other' } });
    await answered();
    expect(all.status()).toBe('idle');
  });
});

describe('an engine that starts again', () => {
  it('loses the runs, keeps the graph and says what happened', async () => {
    const { engine, editor, log, runs, paint, status } = setUp();
    const graph = editor.workflow.value;
    runs.run();
    runs.run();
    engine.runs[0]?.emit({ type: 'started', node: 'number' });
    await answered();
    paint();
    expect(status()).toBe('running');
    const problem: Problem = { code: 'engine-ended', message: 'The engine ended.', place: {}, remedy: 'Run again.' };
    engine.emit('restarted', { problem });
    expect(status()).toBe('idle');
    expect(editor.workflow.value).toBe(graph);
    expect(runs.current.value).toBeNull();
    expect(runs.waiting.value).toBe(0);
    expect(log.toasts.value[0]?.message).toBe('The engine ended.');
    engine.runs[0]?.fail(problem);
    await answered();
    expect(log.entries.value).toHaveLength(1);
    runs.run();
    expect(engine.runs).toHaveLength(2);
  });
});

describe('another workflow in a tab', () => {
  const openAnother = (editor: ReturnType<typeof setUp>['editor']) => {
    const opened = { ...emptyWorkflow(), name: 'Opened' };
    editor.open(opened, createDocument(opened));
  };

  it('shows nothing of the one before, whose run goes on behind it', async () => {
    const { engine, editor, runs, paint } = setUp();
    const document = editor.document.value;
    runs.run();
    openAnother(editor);
    expect(engine.calls.map((call) => call.name)).not.toContain('cancel');
    engine.runs[0]?.emit(finished('number'));
    await answered();
    paint();
    expect(editor.nodeStates.value.size).toBe(0);
    editor.show(document);
    expect(editor.nodeStates.value.get('number')?.status).toBe('done');
  });

  it('ends the live run of the one before, which nobody looks at', async () => {
    const { engine, editor, runs } = setUp();
    runs.live.value = true;
    openAnother(editor);
    expect(engine.calls.map((call) => call.name)).toContain('cancel');
  });

  it('ends what runs for a tab that is closed', async () => {
    const { engine, editor, runs } = setUp();
    runs.run();
    runs.run();
    editor.close(editor.document.value);
    expect(engine.calls.map((call) => call.name)).toContain('cancel');
    expect(runs.waiting.value).toBe(0);
  });
});

it('tells how far the run is and how long it takes, from the pace of earlier runs', async () => {
  const { engine, runs } = setUp();
  runs.run();
  engine.runs[0]?.emit({ type: 'queued', nodes: ['number', 'other'] });
  engine.runs[0]?.emit(finished('number'));
  await answered();
  expect(runs.progress.value).toMatchObject({ fraction: 40 / 1040, rough: true });
  expect(runs.progress.value?.left).toBeUndefined();
  engine.runs[0]?.emit(finished('other'));
  engine.runs[0]?.complete();
  await answered();
  expect(runs.progress.value).toBeNull();
  runs.run();
  engine.runs[1]?.emit({ type: 'queued', nodes: ['number', 'other'] });
  await answered();
  expect(runs.progress.value).toMatchObject({ fraction: 0, left: 80, rough: false });
});
