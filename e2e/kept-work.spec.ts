import { readdir, readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Arcspace } from './fixtures/arcspace.ts';
import { type BrowserHost, startBrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

const types = async (arcspace: Arcspace) => (await arcspace.workflow()).nodes.map((node) => node.type);

/** A tab with unsaved work that has been kept. */
async function tabWith(context: BrowserContext, host: BrowserHost, name: string, nodes: readonly string[]) {
  const page = await context.newPage();
  await page.goto(host.url);
  const arcspace = new Arcspace(page, host);
  // The first start greets with the start page.
  if (context.pages().length > 1) await page.getByTestId('mark').click();
  await arcspace.startEmpty();
  for (const [at, node] of nodes.entries()) await arcspace.addNode(node, [200 + at * 300, 300]);
  await page.getByTestId('file-name').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect.poll(() => keptNames(host)).toContain(name);
  return { page, arcspace };
}

interface Kept {
  readonly name: string;
  readonly text: string;
}

/** The unsaved work that lies in the workspace. */
async function keptWork(host: BrowserHost): Promise<readonly Kept[]> {
  const folder = `${host.workspace}/.arcspace/autosaves`;
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(`${folder}/${file}`, 'utf8'))));
}

const keptNames = async (host: BrowserHost) => (await keptWork(host)).map(({ name }) => name);

const typesIn = ({ text }: { readonly text: string }): readonly string[] =>
  JSON.parse(text).nodes.map(({ type }: { readonly type: string }) => type);

const cards = (page: Page) => page.getByTestId('unsaved-work');

async function newWindow(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1440, height: 900 } });
}

test('two tabs with unsaved work are both offered after a crash, and each goes its own way', async ({ browser }) => {
  const host = await startBrowserHost();
  const before = await newWindow(browser);
  await tabWith(before, host, 'First work', ['slerp', 'seed']);
  await tabWith(before, host, 'Second work', ['noise']);
  await host.kill();
  await before.close();

  await host.restart();
  const after = await newWindow(browser);
  const page = await after.newPage();
  await page.goto(host.url);
  const arcspace = new Arcspace(page, host);
  await expect(cards(page)).toHaveCount(2);
  await expect(cards(page).locator('.card-title')).toHaveText(['Second work', 'First work']);
  await expect(cards(page).locator('time')).toHaveCount(2);
  await expect(cards(page).nth(0).locator('svg.sketch rect.body')).toHaveCount(1);
  await expect(cards(page).nth(1).locator('svg.sketch rect.body')).toHaveCount(2);

  await page.getByRole('button', { name: 'Discard Second work' }).click();
  await expect(cards(page)).toHaveCount(1);
  await expect.poll(() => keptNames(host)).toEqual(['First work']);
  await page.getByRole('button', { name: 'Open First work' }).click();
  await expect.poll(() => types(arcspace)).toEqual(['slerp', 'seed']);
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect.poll(() => keptNames(host)).toEqual(['First work']);
  await host.stop();
});

test('work of a tab that is open is not offered as lost in another', async ({ browser }) => {
  const host = await startBrowserHost();
  const context = await newWindow(browser);
  const { page } = await tabWith(context, host, 'Open work', ['noise']);
  const other = await context.newPage();
  await other.goto(host.url);
  await other.getByTestId('mark').click();
  await expect(other.getByTestId('start-page')).toBeVisible();
  await expect(other.getByTestId('start-text-to-image')).toBeVisible();
  await expect(cards(other)).toHaveCount(0);
  await page.close();
  await other.keyboard.press('Escape');
  await other.getByTestId('mark').click();
  await expect(cards(other).locator('.card-title')).toHaveText(['Open work']);
  await host.stop();
});

test('a reload brings the workflow back as it was, with nothing asked', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('noise', [300, 300]);
  await page.getByTestId('file-name').fill('In the middle');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect.poll(() => types(arcspace)).toEqual(['noise']);
  await expect(page.getByTestId('file-name')).toHaveValue('In the middle');
  await expect(page.getByTestId('unsaved')).toBeVisible();
  await expect(page.getByTestId('start-page')).toBeHidden();
});

test('undo and redo go on after a reload', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('noise', [300, 300]);
  await arcspace.addNode('seed', [700, 300]);
  await page.keyboard.press('Control+z');
  await page.reload();
  await expect.poll(() => types(arcspace)).toEqual(['noise']);
  // The history comes back a moment after the workflow, and until then there is nothing to redo.
  await expect(async () => {
    await page.keyboard.press('Control+Shift+z');
    expect(await types(arcspace)).toEqual(['noise', 'seed']);
  }).toPass();
  for (const _ of ['seed', 'noise']) await page.keyboard.press('Control+z');
  await expect.poll(() => types(arcspace)).toEqual([]);
});

test('a reload keeps the pictures of the session', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.run();
  const picture = await arcspace.picture('decode');
  await page.getByTestId('tab-results').click();
  await expect(page.getByTestId('result')).toHaveCount(1);
  await page.reload();
  await expect(page.getByTestId('result')).toHaveCount(1);
  expect(await arcspace.picture('decode')).toBe(picture);
  expect(await arcspace.state('decode')).toMatchObject({ status: 'done' });
  await page.getByTestId('result').locator('.picture-button').click();
  await expect(page.getByTestId('viewer')).toBeVisible();
});

test('while the host is away work goes on, Save offers a download, and the workspace gets it all when it is back', async ({
  browser,
}) => {
  const host = await startBrowserHost();
  const { page, arcspace } = await tabWith(await newWindow(browser), host, 'While away', ['noise']);
  await host.kill();
  await arcspace.addNode('seed', [600, 300]);
  await expect(page.getByTestId('device')).toHaveText('Not connected');
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('save-offline')).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('While away.json');
  expect(typesIn({ text: await readFile(await download.path(), 'utf8') })).toEqual(['noise', 'seed']);
  await expect(page.getByTestId('unsaved')).toBeVisible();
  expect((await keptWork(host)).map(typesIn)).toEqual([['noise']]);
  await host.restart();
  await expect.poll(async () => (await keptWork(host)).map(typesIn)).toEqual([['noise', 'seed']]);
  await host.stop();
});
