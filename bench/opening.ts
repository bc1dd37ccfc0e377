import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { LARGE_WORKFLOWS } from '../src/graph/testing/largeWorkflows.ts';
import type { Host } from './host.ts';
import type { Row } from './measure.ts';
import { openEditor } from './page.ts';

/** Milliseconds that the page may stand still. */
const LONGEST = 100;
/** Milliseconds for what follows when a file is there: it is painted, and kept as unsaved work. */
const REST = 3000;

/**
 * The largest workflow files that there can be: how long the page stands still at once while it opens or refuses each, in
 * the processor's time, which others on this machine do not lengthen.
 */
export async function opening(browser: Browser, host: Host): Promise<Row[]> {
  const rows: Row[] = [];
  for (const panel of ['workflows', 'outline'] as const) {
    const page = await openEditor(browser, host.url);
    page.setDefaultTimeout(120_000);
    await page.getByTestId(`rail-${panel}`).click();
    await page.evaluate(addChooser);
    for (const { name, text } of LARGE_WORKFLOWS) {
      const file = join(host.workspace, 'large.json');
      writeFileSync(file, text());
      const longest = await longestTask(browser, page, () => openFile(page, file));
      rows.push({
        what: `${panel === 'outline' ? 'With the outline: ' : ''}${name}`,
        measured: `${longest.toFixed(0)} ms`,
        target: `at most ${LONGEST} ms`,
        met: longest <= LONGEST,
      });
    }
    await page.close();
  }
  return rows;
}

async function openFile(page: Page, file: string): Promise<void> {
  await page.locator('#dropped').setInputFiles(file);
  await page.evaluate(dropChosen);
  await page.waitForSelector('#opened', { state: 'attached' });
  await page.waitForTimeout(REST);
  await page.evaluate(forgetOpened);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds of the longest task on the thread of the page. */
async function longestTask(browser: Browser, page: Page, work: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const mine = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter(({ pid, tid, tdur }) => tdur !== undefined && mine.has(`${pid} ${tid}`));
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur), 0) / 1000;
}

/** Runs in the page. */
function addChooser(): void {
  document.body.append(Object.assign(document.createElement('input'), { id: 'dropped', type: 'file' }));
}

/** Runs in the page: drops the file that was chosen on the canvas, and marks when another workflow is there or it was refused. */
function dropChosen(): void {
  const [file] = document.querySelector<HTMLInputElement>('#dropped')?.files ?? [];
  const dataTransfer = new DataTransfer();
  if (file) dataTransfer.items.add(file);
  const before = window.arcspace.workflow();
  const canvas = document.querySelector('[data-testid=canvas]');
  canvas?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  const look = setInterval(() => {
    const said = document.querySelector('[data-testid=toast]')?.textContent ?? '';
    if (window.arcspace.workflow() === before && !said.includes('large.json')) return;
    document.body.append(Object.assign(document.createElement('p'), { id: 'opened', textContent: 'opened' }));
    clearInterval(look);
  }, 100);
}

/** Runs in the page. */
function forgetOpened(): void {
  document.querySelector('#opened')?.remove();
  for (const button of document.querySelectorAll<HTMLElement>('[data-testid=toast] button')) button.click();
}
