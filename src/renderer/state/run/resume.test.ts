import { describe, expect, it, vi } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { setParameter } from '../../../graph/edit/setNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import type { RunEvent } from '../../../graph/events.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { createFakeEngine, type FakeEngine } from '../../testing/fakeEngine.ts';
import { createEditor } from '../document/createEditor.ts';
import { createDocument } from '../document/document.ts';
import { createGallery } from '../gallery/gallery.ts';
import { createLog } from '../log.ts';
import { createRunController } from './controller.ts';

const picture = { width: 1, height: 1, frames: 1, rgba: new Uint8ClampedArray([1, 2, 3, 255]) };

const finished = (node: string): RunEvent => ({
  type: 'finished',
  node,
  key: 'k',
  cached: false,
  milliseconds: 40,
  outputs: {},
  pictures: [picture],
  warnings: [],
  files: [],
});

/** A page with one node, as it is after it was loaded. */
function loadPage(engine: FakeEngine) {
  const empty = emptyWorkflow();
  const workflow = addNode(empty, newNode(empty, { type: 'number', version: 1 }, [0, 0]));
  const editor = createEditor(testRegistry);
  editor.open(workflow, createDocument(workflow, null, null, { id: 'mine' }));
  const log = createLog();
  const gallery = createGallery(
    () => 'Number',
    () => true,
  );
  const { client } = engine;
  const runs = createRunController({ client, editor, log, seen: gallery.see, nextFrame: (call) => call() });
  const slide = (value: number) =>
    editor.edit('Change', (before) => setParameter(before, 'number', 'value', value), 'drag');
  return { editor, log, gallery, runs, slide, state: () => editor.nodeStates.value.get('number') };
}

describe('a connection that is lost', () => {
  it('ends no run: what happened meanwhile is shown when it is back, and nothing is reported', async () => {
    const engine = createFakeEngine();
    const { runs, log, state } = loadPage(engine);
    runs.run();
    engine.runs[0]?.emit({ type: 'started', node: 'number' });
    await vi.waitFor(() => expect(state()?.status).toBe('running'));
    engine.connection.value = 'disconnected';
    engine.runs[0]?.emit(finished('number'));
    engine.runs[0]?.complete();
    expect(runs.current.value).not.toBeNull();
    engine.connection.value = 'connected';
    await vi.waitFor(() => expect(runs.current.value).toBeNull());
    expect(state()).toMatchObject({ status: 'done', pictures: [picture] });
    expect(log.toasts.value).toEqual([]);
    expect(engine.runs).toHaveLength(1);
  });

  it('ends a run that the engine no longer knows, which is reported once, and those that wait go on', async () => {
    const engine = createFakeEngine();
    const { runs, log } = loadPage(engine);
    runs.run();
    runs.run();
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    engine.connection.value = 'disconnected';
    engine.restart();
    engine.connection.value = 'connected';
    await vi.waitFor(() => expect(engine.runs).toHaveLength(2));
    expect(log.toasts.value).toMatchObject([{ level: 'error', message: 'The run is lost.', times: 1 }]);
    engine.runs[1]?.complete();
    await vi.waitFor(() => expect(runs.current.value).toBeNull());
  });

  it('keeps runs that are asked for until it is back', async () => {
    const engine = createFakeEngine();
    const { runs } = loadPage(engine);
    engine.connection.value = 'disconnected';
    runs.run();
    expect(engine.runs).toHaveLength(0);
    engine.connection.value = 'connected';
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
  });

  it('does not end live mode: the newest change runs when it is back', async () => {
    const engine = createFakeEngine();
    const { runs, slide, log } = loadPage(engine);
    runs.live.value = true;
    engine.runs[0]?.complete();
    await vi.waitFor(() => expect(runs.current.value).toBeNull());
    engine.connection.value = 'disconnected';
    for (const value of [1, 2, 3]) slide(value);
    engine.connection.value = 'connected';
    await vi.waitFor(() => expect(engine.runs).toHaveLength(2));
    expect(engine.runs[1]?.options.workflow.nodes[0]?.parameters.value).toBe(3);
    engine.connection.value = 'disconnected';
    engine.restart();
    engine.connection.value = 'connected';
    await vi.waitFor(() => expect(engine.runs).toHaveLength(3));
    expect(log.entries.value).toEqual([]);
  });
});

describe('a page that is loaded again', () => {
  it('gives what a run made to the tab that it was asked in, whatever is shown', async () => {
    const engine = createFakeEngine();
    loadPage(engine).runs.run();
    await vi.waitFor(() => expect(engine.runs).toHaveLength(1));
    const { editor, runs } = loadPage(engine);
    const mine = editor.document.value;
    editor.nodeStates.value = new Map([['number', { status: 'done', pictures: [picture], outputs: {}, warnings: [] }]]);
    editor.open({ ...editor.workflow.value, name: 'Other' }, createDocument());
    await runs.resume();
    engine.runs[0]?.emit({ type: 'started', node: 'number' });
    await vi.waitFor(() => expect(editor.openStates.value.get(mine)?.get('number')?.status).toBe('running'));
    expect(editor.nodeStates.value.size).toBe(0);
  });

  it('finds the run that is under way, its pictures and its progress, and can cancel it', async () => {
    const engine = createFakeEngine();
    const before = loadPage(engine);
    before.runs.run();
    engine.runs[0]?.emit(finished('number'));
    before.runs.dispose();

    const { runs, gallery, state } = loadPage(engine);
    await runs.resume();
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'done', pictures: [picture] }));
    expect(gallery.results.value).toHaveLength(1);
    expect(runs.current.value).toMatchObject({ run: engine.runs[0]?.options.run });
    runs.cancel();
    expect(engine.calls.at(-1)).toEqual({
      name: 'cancel',
      args: { client: 'window', run: engine.runs[0]?.options.run },
    });
    engine.runs[0]?.complete();
    await vi.waitFor(() => expect(runs.current.value).toBeNull());
    expect(engine.runs).toHaveLength(1);
  });

  it('shows what finished runs made, and says nothing of them again', async () => {
    const engine = createFakeEngine();
    const before = loadPage(engine);
    before.runs.run();
    engine.runs[0]?.emit(finished('number'));
    engine.runs[0]?.complete();
    await vi.waitFor(() => expect(before.runs.current.value).toBeNull());

    const { runs, log, gallery, state } = loadPage(engine);
    await runs.resume();
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'done', pictures: [picture] }));
    await vi.waitFor(() => expect(runs.current.value).toBeNull());
    expect(gallery.results.value).toHaveLength(1);
    expect(log.entries.value).toEqual([]);
  });

  it('shows as earlier what a run made of a workflow that has changed since', async () => {
    const engine = createFakeEngine();
    loadPage(engine).runs.run();
    engine.runs[0]?.emit(finished('number'));
    engine.runs[0]?.complete();

    const { runs, slide, state } = loadPage(engine);
    slide(7);
    await runs.resume();
    await vi.waitFor(() => expect(state()).toMatchObject({ status: 'idle', pictures: [picture] }));
  });
});
