import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { LARGE_WORKFLOWS } from '../src/graph/testing/largeWorkflows.ts';
import type { Host } from './host.ts';
import type { Row } from './measure.ts';
import { openEditor } from './page.ts';

/** Milliseconds that the page may stand still. */
const LONGEST = 100;
/** Milliseconds without a long task after which nothing more is to come. */
const QUIET = 1500;

/** The largest workflow files that there can be: how long the page stands still at once while it opens or refuses each. */
export async function opening(browser: Browser, host: Host): Promise<Row[]> {
  const rows: Row[] = [];
  for (const panel of ['workflows', 'outline'] as const) {
    const page = await openEditor(browser, host.url);
    if (panel === 'outline') await page.getByTestId('rail-outline').click();
    await page.evaluate(watchTasks);
    for (const { name, text } of LARGE_WORKFLOWS) {
      const file = join(host.workspace, 'large.json');
      writeFileSync(file, text());
      const { longest, all } = await openFile(page, file);
      rows.push({
        what: `${panel === 'outline' ? 'With its outline: ' : ''}${name}`,
        measured: `still for ${longest.toFixed(0)} ms at most, ${all.toFixed(0)} ms until it is there`,
        target: `at most ${LONGEST} ms`,
        met: longest <= LONGEST,
      });
    }
    await page.close();
  }
  return rows;
}

async function openFile(page: Page, file: string): Promise<{ longest: number; all: number }> {
  await page.evaluate(() => {
    window.tasks = { longest: 0, begun: performance.now(), last: performance.now() };
  });
  await page.locator('#dropped').setInputFiles(file);
  await page.evaluate(dropChosen);
  await page.waitForFunction((quiet) => performance.now() - window.tasks.last > quiet, QUIET, { polling: 200 });
  return page.evaluate(() => ({ longest: window.tasks.longest, all: window.tasks.last - window.tasks.begun }));
}

/** Runs in the page: drops the file that was chosen on the canvas. */
function dropChosen(): void {
  const [file] = document.querySelector<HTMLInputElement>('#dropped')?.files ?? [];
  const dataTransfer = new DataTransfer();
  if (file) dataTransfer.items.add(file);
  const canvas = document.querySelector('[data-testid=canvas]');
  canvas?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** Runs in the page. */
function watchTasks(): void {
  const input = Object.assign(document.createElement('input'), { id: 'dropped', type: 'file' });
  document.body.append(input);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      window.tasks.longest = Math.max(window.tasks.longest, duration);
      window.tasks.last = Math.max(window.tasks.last, startTime + duration);
    }
  }).observe({ type: 'longtask' });
}

declare global {
  interface Window {
    /** What `watchTasks` notes, in milliseconds of the page's clock. */
    tasks: { longest: number; begun: number; last: number };
  }
}
