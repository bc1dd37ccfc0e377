import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { AUTOSAVES_KEPT } from '../../../protocol/autosave.ts';
import { createFakeHost, openFakeWindow } from '../../testing/keptWork.ts';

type FakeWindow = ReturnType<typeof openFakeWindow>;

let host: ReturnType<typeof createFakeHost>;
let browser: Set<string>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.stubGlobal('indexedDB', new IDBFactory());
  host = createFakeHost();
  browser = new Set();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(id: string): FakeWindow {
  const window = openFakeWindow(id, host, browser);
  window.autosave.begin();
  window.recovery.begin();
  return window;
}

/** The window goes away without a word: its lock ends with it. */
function crash(window: FakeWindow): void {
  window.autosave.stop();
  browser.delete(window.client.windowId);
}

const MINUTE = 60_000;

function showTab({ editor }: FakeWindow, name: string): void {
  const tab = editor.tabs.value.find(({ workflow }) => workflow.name === name);
  if (!tab) throw new Error(`no tab is called ${name}`);
  editor.show(tab.document);
}

async function work(window: FakeWindow, name: string): Promise<void> {
  vi.advanceTimersByTime(MINUTE);
  window.editor.edit('Rename', (workflow) => ({ ...workflow, name }));
  addNumber(window);
  await window.autosave.flush();
}

/** The page goes on to its next event. */
function turnOfPage(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const turned = new Promise((resolve) => {
    port1.onmessage = resolve;
  });
  port2.postMessage(null);
  return turned.finally(() => port1.close());
}

function refuseStorage(): void {
  const open = () => {
    throw new DOMException('The user denied permission to access the database.', 'SecurityError');
  };
  vi.stubGlobal('indexedDB', { open });
}

function addNumber({ editor }: FakeWindow): void {
  editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
}

const written = ({ engine }: FakeWindow) => engine.calls.filter(({ name }) => name === 'writeAutosave').length;
const atHost = () => [...host.kept.values()].map(({ name }) => name);
const inPage = async ({ works }: FakeWindow) => (await works.list()).map(({ name }) => name);
const offered = ({ recovery }: FakeWindow) => recovery.works.value.map(({ name }) => name);
const toasts = ({ log }: FakeWindow) => log.toasts.value.map(({ message }) => message);

async function look(window: FakeWindow): Promise<readonly string[]> {
  await window.recovery.refresh();
  return offered(window);
}

describe('autosave', () => {
  it('keeps unsaved work a moment after it changed, however long the changes go on', async () => {
    const one = open('one');
    for (let tenths = 0; tenths < 40; tenths += 1) {
      addNumber(one);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(written(one)).toBe(2);
    expect(atHost()).toEqual(['Untitled']);
    crash(one);
  });

  it('keeps nothing at the host that is in its file, and takes its copy away once it is saved', async () => {
    const one = open('one');
    await one.autosave.flush();
    expect(atHost()).toEqual([]);
    await work(one, 'Mine');
    expect(atHost()).toEqual(['Mine']);
    await one.files.saveAs('Mine');
    await one.autosave.flush();
    expect(atHost()).toEqual([]);
    expect((await one.works.list()).map(({ unsaved }) => unsaved)).toEqual([false]);
  });

  it('keeps what lies behind another workflow, until that is saved too', async () => {
    const one = open('one');
    await work(one, 'First');
    addNumber(one);
    one.files.newWorkflow();
    await work(one, 'Second');
    expect(atHost()).toEqual(['First', 'Second']);
    expect([...host.kept.values()].map(({ text }) => JSON.parse(text).nodes.length)).toEqual([2, 1]);
    await one.files.saveAs('Second');
    await one.autosave.flush();
    expect(atHost()).toEqual(['First']);
    showTab(one, 'First');
    await one.files.saveAs('First');
    await one.autosave.flush();
    expect(atHost()).not.toContain('First');
  });

  it('writes nothing again that did not change', async () => {
    const one = open('one');
    await work(one, 'Mine');
    await one.autosave.flush();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(written(one)).toBe(1);
  });

  it('writes once more, with the newest picture, once what makes pictures rests', async () => {
    let small = { url: 'data:,moving', isNewest: false };
    const one = openFakeWindow('one', host, browser, { picture: () => small });
    const pictures = () => [...host.kept.values()].map(({ picture }) => picture);
    one.autosave.begin();
    addNumber(one);
    await vi.advanceTimersByTimeAsync(5000);
    expect([pictures(), written(one)]).toEqual([['data:,moving'], 1]);
    small = { url: 'data:,resting', isNewest: true };
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect([pictures(), written(one)]).toEqual([['data:,resting'], 2]);
  });

  it('has the newest picture where it may be the last to be kept', async () => {
    const picture = (_: unknown, last: boolean) => ({ url: last ? 'data:,newest' : 'data:,moving', isNewest: last });
    const one = openFakeWindow('one', host, browser, { picture });
    one.autosave.begin();
    addNumber(one);
    await vi.advanceTimersByTimeAsync(5000);
    await one.autosave.flush();
    expect([...host.kept.values()].map(({ picture }) => picture)).toEqual(['data:,newest']);
  });

  it('says once that it failed, why, and takes it back when it works again', async () => {
    const one = open('one');
    host.fault.current = new ArcspaceError('disk-full', 'The disk is full.', 'Free some space.');
    await work(one, 'Mine');
    await work(one, 'Mine again');
    expect(toasts(one)).toEqual(['Autosave failed. The disk is full.']);
    expect(one.log.entries.value.map(({ level, times }) => [level, times])).toEqual([['error', 1]]);
    expect(one.log.entries.value[0]?.remedy).toBe('Free some space. This browser keeps a copy meanwhile.');
    host.fault.current = undefined;
    await vi.advanceTimersByTimeAsync(10_000);
    await one.autosave.flush();
    expect(toasts(one)).toEqual([]);
    expect(atHost()).toEqual(['Mine again']);
    crash(one);
  });

  it('keeps work in the browser while the host is gone, and brings it to the host when that is back', async () => {
    const one = open('one');
    one.engine.connection.value = 'disconnected';
    await work(one, 'Alone');
    expect(await inPage(one)).toEqual(['Alone']);
    expect(atHost()).toEqual([]);
    expect(toasts(one)).toEqual([]);
    one.engine.connection.value = 'connected';
    await one.autosave.flush();
    expect(atHost()).toEqual(['Alone']);
  });

  it('says once that the browser stores nothing, and goes on with the host', async () => {
    refuseStorage();
    const one = open('one');
    await work(one, 'Mine');
    await work(one, 'Mine again');
    expect(one.log.entries.value.map(({ message }) => message)).toEqual([
      'This browser stores no copy of unsaved work: The user denied permission to access the database.',
    ]);
    expect(atHost()).toEqual(['Mine again']);
    crash(one);
    const two = open('two');
    expect(await look(two)).toEqual(['Mine again']);
  });

  it('says that work is kept nowhere when neither the host nor the browser takes it', async () => {
    refuseStorage();
    const one = open('one');
    one.engine.connection.value = 'disconnected';
    host.fault.current = new ArcspaceError('engine-unreachable', 'Arcspace is not running.', 'Start it again.');
    await work(one, 'Mine');
    expect(one.log.toasts.value.find(({ level }) => level === 'error')).toMatchObject({
      message: 'Autosave failed. Arcspace is not running.',
      remedy: 'Start it again. Save a copy by download.',
    });
    crash(one);
  });

  it('names what had to go to stay within its limits', async () => {
    const one = open('one');
    for (let count = 0; count <= AUTOSAVES_KEPT; count += 1) {
      await work(one, `Work ${count}`);
      one.files.newWorkflow();
    }
    await work(one, 'The last');
    expect(await inPage(one)).toHaveLength(AUTOSAVES_KEPT);
    expect(await inPage(one)).not.toContain('Work 0');
    expect(
      one.log.entries.value.map(({ message }) => message).filter((each) => each.includes('"Work 0"')),
    ).toHaveLength(1);
  });
});

describe('recovery', () => {
  it('offers the work of each window that is gone, by name and time, the newest first', async () => {
    const [one, two] = [open('one'), open('two')];
    await work(one, 'First');
    await work(two, 'Second');
    crash(one);
    crash(two);
    const three = open('three');
    expect(await look(three)).toEqual(['Second', 'First']);
    const [second, first] = three.recovery.works.value;
    expect((second?.time ?? 0) - (first?.time ?? 0)).toBe(MINUTE);
  });

  it('discards one and keeps the other', async () => {
    const [one, two] = [open('one'), open('two')];
    await work(one, 'First');
    await work(two, 'Second');
    crash(one);
    crash(two);
    const three = open('three');
    await look(three);
    const [second] = three.recovery.works.value;
    if (second) await three.recovery.discard(second);
    expect(offered(three)).toEqual(['First']);
    expect(await look(three)).toEqual(['First']);
    expect(atHost()).toEqual(['First']);
  });

  it('opens one after the other without losing any', async () => {
    const [one, two] = [open('one'), open('two')];
    await work(one, 'First');
    await work(two, 'Second');
    crash(one);
    crash(two);
    const three = open('three');
    await look(three);
    for (const each of three.recovery.works.value) expect(await three.recovery.open(each)).toBe(true);
    expect(three.editor.workflow.value.name).toBe('First');
    expect(three.editor.dirty.value).toBe(true);
    crash(three);
    expect(await look(open('four'))).toEqual(['First', 'Second']);
    expect(atHost()).toHaveLength(2);
  });

  it('offers nothing of a window that is open', async () => {
    const [one, two] = [open('one'), open('two')];
    await work(one, 'First');
    expect(await look(two)).toEqual([]);
  });

  it('offers nothing of a window that is open in another browser, until it is gone', async () => {
    const one = open('one');
    await work(one, 'First');
    host.open.add('one');
    vi.stubGlobal('indexedDB', new IDBFactory());
    browser = new Set();
    const elsewhere = open('elsewhere');
    expect(await look(elsewhere)).toEqual([]);
    host.open.delete('one');
    expect(await look(elsewhere)).toEqual(['First']);
  });

  it('knows of a window of this browser that it crashed, whatever the host heard last', async () => {
    const one = open('one');
    await work(one, 'First');
    host.open.add('one');
    crash(one);
    expect(await look(open('two'))).toEqual(['First']);
  });

  it('takes the newer of two copies', async () => {
    const one = open('one');
    await work(one, 'At the host');
    one.engine.connection.value = 'disconnected';
    await work(one, 'In the browser');
    crash(one);
    expect(await look(open('two'))).toEqual(['In the browser']);
  });

  it('takes the copy of the host where that is the newer', async () => {
    const one = open('one');
    await work(one, 'In the browser');
    const [key, autosave] = [...host.kept][0] ?? [];
    if (key && autosave) host.kept.set(key, { ...autosave, name: 'At the host', time: autosave.time + 1 });
    crash(one);
    expect(await look(open('two'))).toEqual(['At the host']);
  });

  it('keeps the old copy of work that is opened until there is a new one', async () => {
    const one = open('one');
    await work(one, 'Precious');
    crash(one);
    refuseStorage();
    const two = open('two');
    await look(two);
    host.fault.current = new ArcspaceError('disk-full', 'The disk is full.', 'Free some space.');
    const [found] = two.recovery.works.value;
    expect(found && (await two.recovery.open(found))).toBe(true);
    expect(atHost()).toEqual(['Precious']);
    crash(two);
  });

  it('brings what was discarded to no host that comes back', async () => {
    const one = open('one');
    await work(one, 'First');
    one.editor.close(one.editor.document.value);
    await look(one);
    const [first] = one.recovery.works.value;
    if (first) await one.recovery.discard(first);
    one.engine.connection.value = 'disconnected';
    one.engine.connection.value = 'connected';
    await one.autosave.flush();
    expect(atHost()).toEqual([]);
  });

  it('offers what was in a tab that was closed, and not what is open in one', async () => {
    const one = open('one');
    await work(one, 'First');
    const { document } = one.editor.history().shown;
    one.files.newWorkflow();
    await work(one, 'Second');
    expect(await look(one)).toEqual([]);
    one.editor.close(document);
    expect(await look(one)).toEqual(['First']);
  });

  it('opens work of another workspace without its file', async () => {
    const one = open('one');
    await one.files.openRecovered({
      text: '{"format":"arcspace-workflow","version":2,"name":"X","nodes":[],"links":[]}',
      name: 'X',
      savedAs: 'mine.json',
      origin: 'mine.json',
      stamp: null,
    });
    await work(one, 'Elsewhere');
    crash(one);
    host = createFakeHost('/other');
    const two = open('two');
    await look(two);
    const [found] = two.recovery.works.value;
    expect(found).toMatchObject({ name: 'Elsewhere', savedAs: null });
  });

  it('keeps work whose file is broken, and says why it was not opened', async () => {
    const one = open('one');
    await work(one, 'Broken');
    crash(one);
    const two = open('two');
    await look(two);
    const [found] = two.recovery.works.value;
    expect(found && (await two.recovery.open({ ...found, text: '{' }))).toBe(false);
    expect(toasts(two)[0]).toContain('Broken was not opened');
    expect(offered(two)).toEqual(['Broken']);
  });
});

describe('a reload', () => {
  /** The same window, begun anew. */
  async function reload(window: FakeWindow): Promise<FakeWindow> {
    crash(window);
    const again = openFakeWindow(window.client.windowId, host, browser, { storage: window.storage });
    expect(await again.recovery.resume()).toBe(true);
    again.autosave.begin();
    again.recovery.begin();
    return again;
  }

  it('brings unsaved work back as it was, with its file', async () => {
    const one = open('one');
    await one.files.saveAs('Mine');
    await work(one, 'Mine, changed');
    const again = await reload(one);
    expect(again.editor.workflow.value).toEqual(one.editor.workflow.value);
    expect(again.editor.dirty.value).toBe(true);
    expect(again.editor.document.value.path.value).toBe('Mine.json');
    expect(again.editor.document.value.id).toBe(one.editor.document.value.id);
    expect(await look(again)).toEqual([]);
    expect(again.log.entries.value).toEqual([]);
  });

  it('brings saved work back as saved, looking at the same place', async () => {
    const one = open('one');
    addNumber(one);
    await one.files.saveAs('Mine');
    one.editor.setViewport({ x: 12, y: 34, zoom: 2 });
    await one.autosave.flush();
    const again = await reload(one);
    expect(again.editor.dirty.value).toBe(false);
    expect(again.editor.workflow.value).toMatchObject({ name: 'Mine', viewport: { x: 12, y: 34, zoom: 2 } });
    expect(again.editor.document.value.path.value).toBe('Mine.json');
  });

  it('brings all tabs back in their order, each with its undo, and shows the one that was shown', async () => {
    const one = open('one');
    await work(one, 'First');
    one.files.newWorkflow();
    await work(one, 'Second');
    one.files.newWorkflow();
    await work(one, 'Third');
    const third = one.editor.document.value;
    showTab(one, 'Second');
    one.editor.moveTab(third, 0);
    await one.autosave.flush();
    const again = await reload(one);
    const names = (window: FakeWindow) => window.editor.tabs.value.map(({ workflow }) => workflow.name);
    expect(names(again)).toEqual(['Third', 'First', 'Second']);
    expect(again.editor.workflow.value.name).toBe('Second');
    showTab(again, 'First');
    expect(again.editor.steps.value.undo).not.toBe(null);
    again.editor.undo();
    again.editor.undo();
    expect(names(again)).toEqual(['Third', 'Untitled', 'Second']);
    expect(await look(again)).toEqual([]);
    await again.autosave.flush();
    expect(names(await reload(again))).toEqual(['Third', 'Untitled', 'Second']);
  });

  it('brings a tab that was closed back as work that is offered', async () => {
    const one = open('one');
    await work(one, 'First');
    const { document } = one.editor.history().shown;
    one.files.newWorkflow();
    one.editor.close(document);
    await one.autosave.flush();
    const again = await reload(one);
    expect(again.editor.tabs.value).toHaveLength(1);
    expect(await look(again)).toEqual(['First']);
  });

  it('leaves undo and redo as they were', async () => {
    const one = open('one');
    for (const name of ['First', 'Second', 'Third']) await work(one, name);
    one.editor.undo();
    await one.autosave.flush();
    const again = await reload(one);
    expect(again.editor.steps.value).toEqual({ undo: 'Rename', redo: 'Add' });
    again.editor.redo();
    expect(again.editor.workflow.value.nodes).toHaveLength(3);
    const names = Array.from({ length: 6 }, () => {
      again.editor.undo();
      return again.editor.workflow.value.name;
    });
    expect(names).toEqual(['Third', 'Second', 'Second', 'First', 'First', 'Untitled']);
    expect(again.editor.steps.value.undo).toBe(null);
  });

  it('keeps what redo leads to where undo came back to a state that was kept already', async () => {
    const one = open('one');
    await work(one, 'First');
    addNumber(one);
    one.editor.undo();
    await one.autosave.flush();
    const again = await reload(one);
    again.editor.redo();
    expect(again.editor.workflow.value.nodes).toHaveLength(2);
  });

  it('has what undo leads to as soon as the workflow is shown', async () => {
    const one = open('one');
    await work(one, 'First');
    crash(one);
    const again = openFakeWindow('one', host, browser);
    const undoOnceShown = new Promise((resolve) => {
      again.editor.workflow.subscribe(({ name }) => {
        if (name === 'First') void turnOfPage().then(() => resolve(again.editor.steps.value.undo));
      });
    });
    await again.recovery.resume();
    expect(await undoOnceShown).toBe('Add');
  });

  it('hands the last state to a browser that still stores the one before: the page may be closing', async () => {
    const one = open('one');
    await work(one, 'First');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const names = () => put.mock.calls.map(([{ name }]) => name).filter((name) => name !== undefined);
    for (const name of ['Second', 'Third']) {
      one.editor.edit('Rename', (workflow) => ({ ...workflow, name }));
      void one.autosave.flush();
    }
    await turnOfPage();
    expect(names()).toEqual(['Second', 'Third']);
    await one.autosave.flush();
    put.mockRestore();
  });

  it('knows what is saved of each tab', async () => {
    const one = open('one');
    await one.files.saveAs('Mine');
    await work(one, 'Mine, changed');
    one.files.newWorkflow();
    await one.autosave.flush();
    const again = await reload(one);
    showTab(again, 'Mine, changed');
    expect(again.editor.document.value.path.value).toBe('Mine.json');
    expect(again.editor.dirty.value).toBe(true);
    for (const _ of ['Add', 'Rename']) again.editor.undo();
    expect(again.editor.workflow.value.name).toBe('Mine');
    expect(again.editor.dirty.value).toBe(false);
  });

  it('lets undo go on from a file that was saved, looking at the same place', async () => {
    const one = open('one');
    await work(one, 'Mine');
    await one.autosave.flush();
    await one.files.saveAs('Mine');
    await one.autosave.flush();
    one.editor.setViewport({ x: 12, y: 34, zoom: 2 });
    await one.autosave.flush();
    const again = await reload(one);
    expect(again.editor.dirty.value).toBe(false);
    again.editor.undo();
    expect(again.editor.workflow.value).toMatchObject({ nodes: [], viewport: { x: 12, y: 34, zoom: 2 } });
    expect(again.editor.dirty.value).toBe(true);
    again.editor.redo();
    expect(again.editor.dirty.value).toBe(false);
  });

  it('still knows what was in the file, so that what others write there is not saved over', async () => {
    const one = open('one');
    await one.files.saveAs('Mine');
    await work(one, 'Mine, changed');
    const again = await reload(one);
    await again.files.save();
    const [call] = again.engine.calls.filter(({ name }) => name === 'saveWorkflow');
    expect(call?.args).toMatchObject({ over: one.editor.document.value.stamp.value });
    expect(one.editor.document.value.stamp.value).toMatch(/Mine/);
  });

  it('goes on from what was kept last, also where the clock was set back meanwhile', async () => {
    const one = open('one');
    await work(one, 'First');
    const again = await reload(one);
    vi.setSystemTime(Date.now() - 100 * MINUTE);
    again.editor.edit('Rename', (workflow) => ({ ...workflow, name: 'Second' }));
    host.fault.current = new Error('the host cannot write');
    await again.autosave.flush();
    expect((await reload(again)).editor.workflow.value.name).toBe('Second');
  });

  it('goes on twice', async () => {
    const one = open('one');
    await work(one, 'First');
    const again = await reload(one);
    await work(again, 'Second');
    const third = await reload(again);
    for (let steps = 0; steps < 4; steps += 1) third.editor.undo();
    expect(third.editor.workflow.value).toMatchObject({ name: 'Untitled', nodes: [] });
  });

  it('gives no window the history of another', async () => {
    const [one, two] = [open('one'), open('two')];
    await work(one, 'Of one');
    await work(two, 'Of two');
    const again = await reload(one);
    again.editor.undo();
    expect(again.editor.workflow.value.name).toBe('Of one');
    expect((await reload(two)).editor.workflow.value.name).toBe('Of two');
  });

  it('keeps the newest steps where all are too many', async () => {
    const one = openFakeWindow('one', host, browser, { budget: () => 2000 });
    one.autosave.begin();
    for (const name of 'abcdefghijklmnopqrst') await work(one, name);
    const again = await reload(one);
    let steps = 0;
    for (; again.editor.steps.value.undo !== null; steps += 1) again.editor.undo();
    expect(steps).toBeGreaterThan(1);
    expect(steps).toBeLessThan(20);
  });

  it('begins a new history in another build of the program, and where the work is not what the history leads to', async () => {
    const one = open('one');
    await work(one, 'Mine');
    const newer = openFakeWindow('one', host, browser, { program: 'another' });
    expect(await newer.recovery.resume()).toBe(true);
    expect(newer.editor.steps.value.undo).toBe(null);
    for (const [key, kept] of host.kept) host.kept.set(key, { ...kept, time: kept.time + 1 });
    expect((await reload(one)).editor.steps.value.undo).toBe(null);
  });

  it('forgets the histories of windows that are gone for a day', async () => {
    const one = open('one');
    await work(one, 'Mine');
    crash(one);
    const two = open('two');
    await work(two, 'Mine');
    await two.history.clear();
    expect((await reload(one)).editor.steps.value.undo).not.toBe(null);
    browser.delete('one');
    vi.advanceTimersByTime(25 * 60 * MINUTE);
    await two.history.clear();
    expect((await reload(one)).editor.steps.value.undo).toBe(null);
    expect((await reload(two)).editor.steps.value.undo).not.toBe(null);
  });

  it('finds unsaved work at the host where the browser stores nothing', async () => {
    refuseStorage();
    const one = open('one');
    await work(one, 'Mine');
    const again = await reload(one);
    expect(again.editor.workflow.value.name).toBe('Mine');
  });

  it('is nothing to a new window', async () => {
    const one = open('one');
    await work(one, 'Mine');
    expect(await openFakeWindow('two', host, browser).recovery.resume()).toBe(false);
  });
});
