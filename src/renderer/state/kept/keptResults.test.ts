import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import type { Picture, RunEvent } from '../../../graph/events.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import { createResultStore } from '../../page/resultStore.ts';
import { createEditor } from '../document/createEditor.ts';
import { createDocument } from '../document/document.ts';
import { createGallery } from '../gallery/gallery.ts';
import { createLog } from '../log.ts';
import type { Job } from '../run/queue.ts';
import { applyRunEvents } from '../run/reduce.ts';
import { createKeptResults } from './keptResults.ts';

let browser: Set<string>;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  browser = new Set();
});

const node = {
  id: 'show',
  type: 'preview_image',
  version: 1,
  position: [0, 0] as [number, number],
  mode: 'on' as const,
};
const workflow: Workflow = { ...emptyWorkflow(), nodes: [{ ...node, parameters: {} }] };

function openPage(windowId: string, { budget = 1e6, document = createDocument(workflow, 'mine.json') } = {}) {
  browser.add(windowId);
  const editor = createEditor(testRegistry);
  editor.open(workflow, document);
  const log = createLog();
  const gallery = createGallery(
    (_, id) => id,
    () => true,
  );
  const results = createKeptResults({
    windowId,
    store: createResultStore(),
    editor,
    gallery,
    log,
    showStates: editor.setStates,
    openWindows: async () => browser,
    budget,
  });
  const see = (event: RunEvent, job: Partial<Job> = {}) => {
    gallery.see({ run: 'r', lane: 'manual', targets: [], place: 'here', workflow, document, ...job }, event);
    editor.nodeStates.value = applyRunEvents(editor.nodeStates.peek(), [event]);
  };
  return { windowId, editor, log, gallery, results, see, document };
}

/** The same window begun anew: what it knew is only in the store. */
async function reload(page: ReturnType<typeof openPage>, options: { budget?: number } = {}) {
  await page.results.flush();
  page.results.stop();
  const { id } = page.document;
  const again = openPage(page.windowId, {
    ...options,
    document: createDocument(workflow, 'mine.json', 'mine.json', { id }),
  });
  await again.results.restore();
  again.results.begin();
  return again;
}

const picture = (value: number, side = 2): Picture => {
  return { width: side, height: side, frames: 1, rgba: new Uint8ClampedArray(side * side * 4).fill(value) };
};

function finished(
  key: string,
  pictures: readonly Picture[] = [picture(key.length)],
): Extract<RunEvent, { type: 'finished' }> {
  return {
    type: 'finished',
    node: 'show',
    key,
    cached: false,
    milliseconds: 5,
    outputs: {},
    pictures,
    warnings: [],
    files: [],
  };
}

const withReport = (key: string): RunEvent => {
  const report = { title: 'Norms', notes: ['fine'], tables: [], charts: [] };
  return { ...finished(key, []), outputs: { report: { type: 'report', text: 'Norms', report } } };
};

const parts = async () => {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('arcspace-results');
    request.onsuccess = () => resolve(request.result);
  });
  return new Promise<number>((resolve) => {
    const request = database.transaction('parts').objectStore('parts').count();
    request.onsuccess = () => {
      database.close();
      resolve(request.result);
    };
  });
};

describe('results over a reload', () => {
  it('come back with their pictures, times, and what made them', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    page.see(finished('bb'));
    const again = await reload(page);
    expect(again.gallery.results.value).toEqual(page.gallery.results.value);
    expect(again.gallery.results.value[0]?.workflow).toEqual(workflow);
    expect(again.gallery.results.value[0]?.document).toBe(again.editor.document.value);
  });

  it('come back on the nodes, as done as they were', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    const again = await reload(page);
    expect(again.editor.nodeStates.value).toEqual(page.editor.nodeStates.value);
    expect(again.editor.nodeStates.value.get('show')).toMatchObject({ status: 'done', key: 'a' });
  });

  it('come back as reports', async () => {
    const page = openPage('one');
    page.see(withReport('a'));
    const again = await reload(page);
    expect(again.gallery.reports.value).toEqual(page.gallery.reports.value);
  });

  it('are told apart from those that come after', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    const again = await reload(page);
    again.see(finished('a'));
    again.see(finished('bb'));
    expect(again.gallery.results.value.map(({ id, key }) => [id, key])).toEqual([
      [1, 'a'],
      [2, 'bb'],
    ]);
    const third = await reload(again);
    expect(third.gallery.results.value.map(({ key }) => key)).toEqual(['a', 'bb']);
  });

  it('of a workflow that was open before stay those of another', async () => {
    const page = openPage('one');
    page.see(finished('a'), { document: createDocument() });
    const again = await reload(page);
    expect(again.gallery.results.value[0]?.document).not.toBe(again.editor.document.value);
  });

  it('keep what a node showed before a run that the reload cuts off', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    await page.results.flush();
    page.see({ type: 'started', node: 'show' });
    page.see({ type: 'progress', node: 'show', step: 1, of: 9, preview: picture(9) });
    const again = await reload(page);
    expect(again.editor.nodeStates.value.get('show')).toMatchObject({ status: 'done', key: 'a' });
  });

  it('come back on the nodes of a workflow in another tab', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    page.editor.open(workflow, createDocument(workflow, 'other.json'));
    expect(page.editor.nodeStates.value.size).toBe(0);
    const again = await reload(page);
    expect(again.editor.nodeStates.value.get('show')).toMatchObject({ status: 'done', key: 'a' });
  });

  it('share a picture that the gallery and a node show, and let it go when nobody does', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    await page.results.flush();
    expect(await parts()).toBe(2);
    page.see(finished('bb'));
    await page.results.flush();
    expect(await parts()).toBe(3);
    page.editor.close(page.document);
    await page.results.flush();
    expect(await parts()).toBe(3);
  });

  it('store pictures alone, not the message in which they came', async () => {
    const message = new Uint8Array(1_000_000);
    const page = openPage('one');
    page.see(finished('a', [{ width: 2, height: 2, frames: 1, rgba: message.subarray(100, 116) }]));
    const again = await reload(page);
    expect(again.gallery.results.value[0]?.pictures[0]?.rgba.buffer.byteLength).toBe(16);
  });

  it('stay within a budget: the newest are kept, and those on nodes', async () => {
    const page = openPage('one', { budget: 25_000 });
    for (const key of ['a', 'bb', 'ccc', 'dddd']) page.see(finished(key, [picture(1, 50)]));
    const again = await reload(page, { budget: 25_000 });
    expect(again.gallery.results.value.map(({ key }) => key)).toEqual(['ccc', 'dddd']);
    expect(again.editor.nodeStates.value.get('show')?.pictures).toHaveLength(1);
  });

  it('are of no other window, and of no new start in the same tab', async () => {
    const page = openPage('one');
    page.see(finished('a'));
    await page.results.flush();
    const other = openPage('two');
    await other.results.restore();
    expect(other.gallery.results.value).toEqual([]);
    const anew = openPage('one');
    anew.results.begin();
    await anew.results.flush();
    await vi.waitFor(async () => expect(await parts()).toBe(0));
  });

  it('of windows that are gone for a day are forgotten, of open ones never', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1e12);
    for (const name of ['gone', 'open']) {
      const page = openPage(name);
      page.see(finished('a'));
      await page.results.flush();
    }
    browser.delete('gone');
    expect(await parts()).toBe(4);
    now.mockReturnValue(1e12 + 25 * 3600_000);
    openPage('new').results.begin();
    await vi.waitFor(async () => expect(await parts()).toBe(2));
    now.mockRestore();
  });

  it('that cannot be kept are missed once, with the reason, and nothing else happens', async () => {
    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('Storage is refused.', 'SecurityError');
      },
    });
    const page = openPage('one');
    await page.results.restore();
    page.results.begin();
    page.see(finished('a'));
    await page.results.flush();
    expect(page.gallery.results.value).toHaveLength(1);
    expect(page.log.entries.value.map(({ message, times }) => [message, times])).toEqual([
      ['Results are not kept over a reload: Storage is refused.', 1],
    ]);
  });
});
