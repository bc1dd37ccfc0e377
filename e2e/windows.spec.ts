import { Arcspace } from './fixtures/arcspace.ts';
import type { BrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

test.skip(({ electron }) => electron !== undefined, 'of the browser host: its windows, its address, its ends');

test.slow();

/** Of this project the host is the browser's. */
const browserHost = (host: unknown): BrowserHost => host as BrowserHost;

/** The first run opens the model. */
const PATIENT = { timeout: 60_000 };

const statusOf = async (arcspace: Arcspace, node: string) => (await arcspace.state(node))?.status;

async function startLongRun(arcspace: Arcspace): Promise<void> {
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '900');
  await arcspace.page.keyboard.press('Control+Enter');
  await expect.poll(() => statusOf(arcspace, 'denoise'), PATIENT).toBe('running');
}

test('two windows run at once, and neither hears of the other', async ({ arcspace, host, context }) => {
  await arcspace.leaveStartPage();
  await startLongRun(arcspace);
  const other = new Arcspace(await host.firstPage(async () => context), host);
  await expect(other.page.getByTestId('run')).toBeEnabled();
  await expect(other.page.getByTestId('device')).toContainText('CPU');
  expect(await statusOf(other, 'denoise')).toBeUndefined();
  await other.select('denoise');
  await other.setParameter('steps', '4');
  await other.run();
  expect(await other.picture('decode')).toMatch(/^128x128/);
  expect(await statusOf(arcspace, 'denoise')).toBe('running');
  expect((await arcspace.state('decode'))?.pictures).toEqual([]);
  await other.page.close();
  await arcspace.page.getByTestId('cancel').click();
  await arcspace.idle();
});

test('a shortcut that is chosen in one window holds in another, which does not write over it', async ({
  arcspace,
  host,
  context,
  page,
}) => {
  await arcspace.leaveStartPage();
  const other = new Arcspace(await host.firstPage(async () => context), host);
  const live = other.page.getByTestId('live');
  await expect(live).toHaveAttribute('title', /\(L\)$/);
  await page.bringToFront();
  await page.keyboard.press('Control+,');
  await page.getByTestId('settings-shortcuts').click();
  await page
    .getByTestId('shortcut-live')
    .getByRole('button', { name: /^Change/ })
    .click();
  await page.keyboard.press('Control+Alt+l');
  await expect(live).toHaveAttribute('title', /\(Ctrl\+Alt\+L\)$/);
  await other.canvas.focus();
  await other.page.keyboard.press('Control+i');
  await other.page.reload();
  await expect(live).toHaveAttribute('title', /\(Ctrl\+Alt\+L\)$/);
  await other.page.close();
});

test('a page that is reloaded in the middle of a run finds it again, and can cancel it', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await startLongRun(arcspace);
  await page.reload();
  await expect.poll(() => statusOf(arcspace, 'denoise'), PATIENT).toBe('running');
  await expect(page.getByTestId('run-status')).toContainText('%');
  await expect.poll(() => statusOf(arcspace, 'prompt'), PATIENT).toMatch(/done|cached/);
  await page.getByTestId('cancel').click();
  await arcspace.idle();
  expect(await statusOf(arcspace, 'denoise')).toBe('idle');
});

test('what a run made while the page was away is there when it comes back', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '80');
  await page.keyboard.press('Control+Enter');
  // A quiet machine is done with it in a few seconds.
  await expect.poll(() => statusOf(arcspace, 'denoise'), { ...PATIENT, intervals: [50] }).toBe('running');
  await page.goto('about:blank');
  await page.waitForTimeout(2_000);
  await page.goBack();
  await expect.poll(async () => (await arcspace.state('decode'))?.pictures[0], PATIENT).toMatch(/^128x128/);
  await arcspace.idle();
});

test('when the host stops the page says so, keeps its work, and goes on by itself when it is back', async ({
  arcspace,
  page,
  pageErrors,
  host,
}) => {
  await arcspace.leaveStartPage();
  await startLongRun(arcspace);
  await browserHost(host).kill();
  await expect(page.getByTestId('device')).toHaveText('Not connected');
  await expect(page.getByTestId('run')).toBeDisabled();
  await expect(page.getByTestId('run')).toHaveAttribute('title', /Not connected/);
  await arcspace.setParameter('steps', '4');

  await browserHost(host).restart();
  await expect(page.getByTestId('device')).toContainText('CPU');
  await expect(page.getByTestId('toast')).toContainText('the run is lost');
  expect((await arcspace.workflow()).nodes.find(({ id }) => id === 'denoise')?.parameters.steps).toBe(4);
  await arcspace.run();
  expect(await arcspace.picture('decode')).toMatch(/^128x128/);
  // A browser writes down that it could not reach the host.
  expect(pageErrors.splice(0).every((message) => message.includes('WebSocket'))).toBe(true);
});

test('an address lets one browser in, once, and is not in the address bar; the next one is printed', async ({
  page,
  host,
  browser,
}) => {
  const [used = ''] = browserHost(host).addresses();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(new URL(page.url()).hash).toBe('');
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(used);
  await expect(stranger.getByRole('heading')).toHaveText('This address was used before');
  await stranger.getByRole('link').click();
  await expect(stranger.getByRole('heading')).toHaveText('Arcspace does not know this browser');
  await stranger.goto(browserHost(host).addresses().at(-1) ?? '');
  await expect(stranger.getByTestId('start-page')).toBeVisible();
  await expect(stranger.getByTestId('device')).toContainText('CPU');
  await stranger.context().close();
});
