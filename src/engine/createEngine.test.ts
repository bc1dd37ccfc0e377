import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../nodes/index.ts';
import type { RunEvent } from '../graph/events.ts';
import { workflowIn } from '../graph/png/pngText.ts';
import { parseWorkflow } from '../graph/workflow/parse.ts';
import type { Workflow } from '../graph/workflow/schema.ts';
import { connect } from '../protocol/connect.ts';
import { followRun } from '../protocol/followRun.ts';
import { portPair } from '../protocol/testing/portPair.ts';
import { serve } from '../protocol/testing/serve.ts';
import type { WorkflowRun } from '../protocol/types.ts';
import { createEngine, type Engine } from './createEngine.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const program = join(import.meta.dirname, '../..');

let engine: Engine;
beforeEach(() => {
  engine = createEngine({ program, workspace: folder.path, provider: 'cpu' });
});
afterEach(() => engine.close());

/** A picture of four steps, saved and shown, with a slerp between two noises before it. */
function paint(parameters: Record<string, Record<string, unknown>> = {}): Workflow {
  const types: Record<string, string> = {
    model: 'load_model',
    prompt: 'prompt',
    first: 'noise',
    second: 'noise',
    slerp: 'slerp',
    denoise: 'denoise',
    decode: 'decode',
    save: 'save_image',
    show: 'preview_image',
  };
  const given: Record<string, Record<string, unknown>> = {
    second: { seed: 2 },
    denoise: { steps: 4 },
    slerp: { t: 0.25 },
    ...parameters,
  };
  const links = [
    ['model.text_encoder', 'prompt.text_encoder'],
    ['model.model', 'first.model'],
    ['model.model', 'second.model'],
    ['first.latents', 'slerp.a'],
    ['second.latents', 'slerp.b'],
    ['slerp.latents', 'denoise.latents'],
    ['model.model', 'denoise.model'],
    ['prompt.conditioning', 'denoise.conditioning'],
    ['model.vae', 'decode.vae'],
    ['denoise.latents', 'decode.latents'],
    ['decode.image', 'save.image'],
    ['decode.image', 'show.image'],
  ];
  const nodes = Object.entries(types).map(([id, type]) => ({ id, type, parameters: given[id] ?? {} }));
  const file = { format: 'arcspace-workflow', version: 2, nodes, links: links.map(([from, to]) => ({ from, to })) };
  return parseWorkflow(JSON.stringify(file), nodeRegistry).workflow;
}

async function run(workflow: Workflow, options: Partial<WorkflowRun> = {}) {
  const events: RunEvent[] = [];
  const request = { workflow, path: null, targets: [], watch: null, shown: {}, ...options };
  const { executed, cached } = await engine.run(request, new AbortController().signal, (event) => events.push(event));
  return { events, result: { executed, cached } };
}

/** A window: its runs go through the calls of the protocol. */
function openWindow(name: string) {
  const [near, far] = portPair();
  serve(engine.handlers, far);
  const client = connect(near);
  const submit = (run: string, workflow: Workflow, lane = 'manual') => {
    const options = { client: name, run, workflow, path: null, targets: [], lane, watch: null, shown: {} };
    return client.call('submit', options);
  };
  const follow = (run: string, heard: (event: RunEvent) => void = () => {}) =>
    followRun(client, { client: name, run }, heard);
  return { client, submit, follow, cancel: (run: string) => client.call('cancel', { client: name, run }) };
}

function finished(events: readonly RunEvent[], cached: boolean): string[] {
  return events.flatMap((event) => (event.type === 'finished' && event.cached === cached ? [event.node] : []));
}

function problemOf(events: readonly RunEvent[]) {
  const last = events.at(-1);
  return last?.type === 'done' ? last.problem : undefined;
}

describe('a run', () => {
  test('tells everything that happens, in order, and paints', async () => {
    const { events, result } = await run(paint());
    expect(result).toEqual({ executed: 9, cached: 0 });
    expect(events[0]).toMatchObject({ type: 'queued' });
    expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'completed', executed: 9 });
    const steps = events.filter((event) => event.type === 'progress' && event.node === 'denoise');
    expect(steps.map((event) => event.type === 'progress' && event.step)).toEqual([1, 2, 3, 4]);
    const shown = events.find((event) => event.type === 'finished' && event.node === 'show');
    expect(shown).toMatchObject({ pictures: [{ width: 128, height: 128, frames: 1 }] });
  });

  test('that changes nothing executes nothing, and a slider only what hangs on it', async () => {
    await run(paint());
    expect((await run(paint())).result).toEqual({ executed: 0, cached: 9 });
    const { events } = await run(paint({ slerp: { t: 0.5 } }));
    expect(finished(events, false)).toEqual(['slerp', 'denoise', 'decode', 'save', 'show']);
  });

  test('gives the same bytes again in an engine that starts afresh', async () => {
    await run(paint());
    const [name = ''] = readdirSync(join(folder.path, 'results'));
    const first = readFileSync(join(folder.path, 'results', name));
    engine = createEngine({ program, workspace: folder.path, provider: 'cpu' });
    await run(paint());
    expect(readdirSync(join(folder.path, 'results'))).toEqual([name]);
    expect(readFileSync(join(folder.path, 'results', name))).toEqual(first);
  });

  test('saves a PNG that carries its workflow, readable by the path that it tells', async () => {
    const workflow = paint();
    const { events } = await run({ ...workflow, thumbnail: 'data:image/png;base64,AAAA' });
    const saved = events.find((event) => event.type === 'finished' && event.node === 'save');
    const [path = ''] = saved?.type === 'finished' ? saved.files : [];
    const { bytes } = await engine.handlers.readFile({ path }, () => undefined);
    expect(parseWorkflow(workflowIn(bytes) ?? '', nodeRegistry).workflow).toEqual(workflow);
  });

  test('says where a written file lies, and where no other does', async () => {
    await run(paint());
    const path = 'results/picture.png';
    const located = await engine.handlers.locateFile({ path }, () => undefined);
    expect(located).toEqual({ path: join(folder.path, path) });
    for (const other of ['../secret.png', '/etc/passwd', 'results/none.png']) {
      await expect(engine.handlers.locateFile({ path: other }, () => undefined)).rejects.toThrow();
    }
  });

  test('leaves the workflow out of a PNG where that is wished', async () => {
    await run(paint({ save: { include_workflow: false } }));
    const bytes = readFileSync(join(folder.path, 'results', 'picture.png'));
    expect(workflowIn(bytes)).toBeUndefined();
  });

  test('sends pictures only of the nodes that are watched, and not those that are shown already', async () => {
    const { events } = await run(paint(), { watch: [] });
    expect(events.every((event) => event.type !== 'finished' || event.pictures === undefined)).toBe(true);
    expect(events.every((event) => event.type !== 'progress' || event.preview === undefined)).toBe(true);
    const watched = (await run(paint(), { watch: ['show'] })).events;
    const show = watched.find((event) => event.type === 'finished' && event.node === 'show');
    expect(show).toMatchObject({ pictures: [{ width: 128 }] });
    const key = show?.type === 'finished' ? show.key : '';
    const again = (await run(paint(), { watch: ['show'], shown: { show: key } })).events;
    expect(again.every((event) => event.type !== 'finished' || event.pictures === undefined)).toBe(true);
  });

  test('is cancelled between steps, and the next one goes on with what was done', async () => {
    const window = openWindow('one');
    const events: RunEvent[] = [];
    await window.submit('long', paint({ denoise: { steps: 500 } }));
    await window.follow('long', (event) => {
      events.push(event);
      if (event.type === 'progress') void window.cancel('long');
    });
    expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'cancelled' });
    expect(finished(events, false)).not.toContain('denoise');
    expect(finished((await run(paint())).events, true)).toContain('slerp');
  });

  test('is dropped for a newer one in the same lane', async () => {
    const { submit, follow } = openWindow('one');
    const runs = ['0.1', '0.2', '0.3'];
    for (const t of runs) await submit(t, paint({ slerp: { t: Number(t) } }), 'live');
    const outcomes = await Promise.all(runs.map((name) => follow(name)));
    expect(outcomes).toMatchObject([{ outcome: 'cancelled' }, { outcome: 'cancelled' }, { outcome: 'completed' }]);
  });

  test('is left alone by another window, and the two take turns', async () => {
    const [one, other] = [openWindow('one'), openWindow('other')];
    await one.submit('a', paint({ denoise: { steps: 20 }, first: { seed: 3 } }));
    await other.submit('b', paint({ denoise: { steps: 20 }, first: { seed: 4 } }));
    const order: string[] = [];
    const outcomes = await Promise.all([
      one.follow('a', ({ type }) => order.push(`a ${type}`)),
      other.follow('b', ({ type }) => order.push(`b ${type}`)),
    ]);
    expect(outcomes).toMatchObject([{ outcome: 'completed' }, { outcome: 'completed' }]);
    expect(order.indexOf('b progress')).toBeLessThan(order.indexOf('a done'));
    expect(order.indexOf('a progress')).toBeLessThan(order.indexOf('b done'));
  });

  test('does not keep other windows waiting for what they ask', async () => {
    const [one, other] = [openWindow('one'), openWindow('other')];
    await one.submit('long', paint({ denoise: { steps: 500 } }));
    let steps = 0;
    const outcome = one.follow('long', ({ type }) => {
      if (type === 'progress') steps++;
    });
    while (steps === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = steps;
    expect((await other.client.call('listWorkflows', {})).length).toBeGreaterThan(10);
    expect(steps - before).toBeLessThan(4);
    await one.cancel('long');
    expect(await outcome).toMatchObject({ outcome: 'cancelled' });
  });

  test('is neither heard, listed nor cancelled by another window', async () => {
    const [one, other] = [openWindow('one'), openWindow('other')];
    await one.submit('a', paint());
    await expect(other.follow('a')).rejects.toMatchObject({ code: 'unknown-run' });
    expect(await other.client.call('runs', { client: 'other' })).toEqual([]);
    await other.cancel('a');
    expect(await one.follow('a')).toMatchObject({ outcome: 'completed' });
  });

  test('is found again by its window: all that happened meanwhile, pictures too', async () => {
    const workflow = paint();
    await openWindow('one').submit('a', workflow);
    await openWindow('one').follow('a');
    const reloaded = openWindow('one');
    const found = await reloaded.client.call('runs', { client: 'one' });
    expect(found).toEqual([{ run: 'a', lane: 'manual', workflow, path: null, targets: [], done: true }]);
    const events: RunEvent[] = [];
    await reloaded.follow('a', (event) => events.push(event));
    expect(events[0]).toMatchObject({ type: 'queued' });
    const shown = events.find((event) => event.type === 'finished' && event.node === 'show');
    expect(shown).toMatchObject({ pictures: [{ width: 128, height: 128 }] });
  });

  test('finds pictures beside its workflow, in the workspace and in the program, and nowhere else', async () => {
    const load = (path: string) => {
      const nodes = [{ id: 'load', type: 'load_image', parameters: { path } }];
      return parseWorkflow(JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes }), nodeRegistry).workflow;
    };
    const picture = readFileSync(join(program, 'images/pictures/blend-a.png'));
    folder.write('deep/own.png', picture);
    folder.write('deep/mine.json', '{}');
    expect(problemOf((await run(load('own.png'))).events)).toMatchObject({ code: 'missing-file' });
    expect(problemOf((await run(load('own.png'), { path: 'deep/mine.json' })).events)).toBeUndefined();
    expect(problemOf((await run(load('images/pictures/blend-a.png'))).events)).toBeUndefined();
    for (const path of ['/etc/passwd', '../../secret.png', 'package.json']) {
      expect(problemOf((await run(load(path))).events)?.code, path).toMatch(/outside-folders|missing-file/);
    }
  });

  test('of a model that is not there fails at its node, with the models that there are', async () => {
    const { events } = await run(paint({ model: { model: 'nothing' } }));
    expect(problemOf(events)).toMatchObject({
      code: 'unknown-model',
      message: expect.stringContaining('starter'),
      place: { node: 'model' },
    });
  });
});

describe('memory', () => {
  test('is told after a run, and freed on request', async () => {
    await run(paint());
    const full = await engine.handlers.memory({}, () => undefined);
    expect(full.sessions).toBeGreaterThan(10_000_000);
    expect(full.cached).toBeGreaterThan(100_000);
    expect(await engine.handlers.free({}, () => undefined)).toMatchObject({ sessions: 0, cached: 0 });
    expect((await run(paint())).result.executed).toBe(9);
  });

  test('a small budget releases sessions and still paints the same', async () => {
    await run(paint());
    const [name = ''] = readdirSync(join(folder.path, 'results'));
    const poor = createEngine({ program, workspace: folder.path, provider: 'cpu', sessionBudget: 1, cacheBudget: 1 });
    engine = poor;
    await run(paint());
    expect(readdirSync(join(folder.path, 'results'))).toEqual([name]);
    expect((await poor.handlers.memory({}, () => undefined)).sessions).toBeLessThan(18_000_000);
  });
});
