import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../tools/findChromium.mjs';

export async function openBrowser(): Promise<Browser | undefined> {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** The editor, past its start page, with the panel of workflows open. */
export async function openEditor(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.addInitScript(watchPaints);
  await page.goto(url);
  await page.getByRole('button', { name: 'Go to the editor' }).click();
  await page.getByTestId('rail-workflows').click();
  return page;
}

export async function openWorkflow(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLInputElement>('[data-testid=file-name]')?.value === wanted,
    name,
  );
}

/** What `watchPaints` notes, in milliseconds of the page's clock. */
export interface Paints {
  /** Of the newest input event, when the hand moved. */
  input: number;
  /** When the newest picture that came after it was on the screen. */
  painted: number;
  /** When each frame began. */
  frames: number[];
}

/**
 * Runs in the page. A picture that came is put into a bitmap of its own, which is then drawn on the visible canvas within
 * a frame; a message posted in that frame arrives when the frame is done.
 */
function watchPaints(): void {
  const paints: Paints = { input: 0, painted: 0, frames: [] };
  Object.assign(window, { paints });
  const fresh = new WeakSet<object>();
  const prototype = CanvasRenderingContext2D.prototype;
  const { putImageData, drawImage } = prototype;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    paints.painted = performance.now();
  };
  prototype.putImageData = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
    fresh.add(this.canvas);
    return Reflect.apply(putImageData, this, args);
  };
  prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
    const [source] = args as [object];
    if (this.canvas.isConnected && fresh.delete(source)) channel.port2.postMessage(0);
    return Reflect.apply(drawImage, this, args);
  };
  window.addEventListener(
    'input',
    (event) => {
      paints.input = event.timeStamp;
      paints.painted = 0;
    },
    true,
  );
  const frame = (now: number): void => {
    paints.frames.push(now);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

declare global {
  interface Window {
    paints: Paints;
  }
}
