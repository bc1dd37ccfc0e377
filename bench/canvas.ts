import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Host } from './host.ts';
import { median, percentile95, type Row } from './measure.ts';
import { openEditor } from './page.ts';
import { largeGraph } from './workflows.ts';

const SIZES = [100, 500, 1000];
const SECONDS = 3;
const FRAMES = 58;
/** A page that does nothing is measured first: what this machine's browser can do at all. */
const REFERENCE = 'idle';

/** Opens graphs of several sizes and drags the whole of each across the screen. */
export async function canvas(browser: Browser, host: Host): Promise<Row[]> {
  for (const size of SIZES) writeFileSync(join(host.workspace, `graph-${size}.json`), largeGraph(size));
  const page = await openEditor(browser, host.url);
  const idle = await frameRate(page, () => page.waitForTimeout(SECONDS * 1000));
  const rows: Row[] = [];
  for (const size of SIZES) {
    const opened = median([await open(page, size), await open(page, size), await open(page, size)]);
    await page.getByTestId('rail-workflows').click();
    await page.keyboard.press('f');
    await page.waitForTimeout(500);
    const rate = await frameRate(page, () => pan(page));
    await page.getByTestId('rail-workflows').click();
    rows.push({
      what: `${size} nodes: open, then pan with all of them in view`,
      measured: `${opened.toFixed(0)} ms, ${rate.frames.toFixed(0)} frames/s (95 of 100 within ${rate.slow.toFixed(0)} ms; ${REFERENCE} ${idle.frames.toFixed(0)})`,
      target: '60 frames/s',
      met: rate.frames >= Math.min(FRAMES, idle.frames * 0.97),
    });
  }
  await page.close();
  return rows;
}

/** Milliseconds from the click to the frame that shows the graph. */
async function open(page: Page, size: number): Promise<number> {
  const name = `Graph of ${size} nodes`;
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const entry = page.getByRole('button', { name, exact: true }).first();
  await entry.waitFor();
  return entry.evaluate(async (button, wanted) => {
    const begun = performance.now();
    (button as HTMLButtonElement).click();
    const shown = () => document.querySelector<HTMLInputElement>('[data-testid=file-name]')?.value === wanted;
    while (!shown()) await new Promise((next) => requestAnimationFrame(next));
    await new Promise((next) => requestAnimationFrame(next));
    return performance.now() - begun;
  }, name);
}

async function pan(page: Page): Promise<void> {
  const box = await page.getByTestId('canvas').boundingBox();
  if (!box) throw new Error('there is no canvas');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.keyboard.down('Space');
  await page.mouse.down();
  const until = Date.now() + SECONDS * 1000;
  for (let angle = 0; Date.now() < until; angle += 0.15) {
    await page.mouse.move(x + 200 * Math.cos(angle), y + 120 * Math.sin(angle));
  }
  await page.mouse.up();
  await page.keyboard.up('Space');
}

async function frameRate(page: Page, work: () => Promise<void>): Promise<{ frames: number; slow: number }> {
  await page.evaluate(() => {
    window.paints.frames = [];
  });
  await work();
  const frames = await page.evaluate(() => window.paints.frames);
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  return { frames: 1000 / (gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length), slow: percentile95(gaps) };
}
