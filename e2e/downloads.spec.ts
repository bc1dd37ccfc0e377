import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { type HubServer, startHubServer } from '../src/engine/hub/testing/hubServer.ts';
import { filesBelow, loraOfNoise } from '../src/engine/hub/testing/testModels.ts';
import { expect, test } from './fixtures/test.ts';

let hub: HubServer;

/** Before the host of a test starts, which asks this hub. */
test.beforeAll(async () => {
  hub = await startHubServer({ large: 100_000 });
  process.env.HF_ENDPOINT = hub.endpoint;
  process.env.HF_TOKEN = '';
  process.env.HF_HOME = '/nowhere';
  hub.publish('somebody/posters', {
    files: filesBelow(resolve(import.meta.dirname, '../models/starter')),
    licence: 'mit',
  });
  hub.publish('somebody/styles', { files: { 'ink.safetensors': loraOfNoise(), 'rain.safetensors': loraOfNoise(80) } });
  hub.publish('somebody/gated', { files: { 'ink.safetensors': loraOfNoise(6000) }, gated: true });
});
test.afterAll(() => hub.close());
test.beforeEach(() => hub.slow(Number.POSITIVE_INFINITY));

async function openDialog(page: Page): Promise<Locator> {
  if (!(await page.getByRole('button', { name: 'Get a model' }).isVisible())) {
    await page.keyboard.press('ControlOrMeta+Shift+M');
  }
  await page.getByRole('button', { name: 'Get a model' }).click();
  return page.getByTestId('get-model');
}

async function lookUp(page: Page, source: string): Promise<Locator> {
  const dialog = await openDialog(page);
  await dialog.getByLabel('Model or LoRA on the Hugging Face hub').fill(source);
  await page.keyboard.press('Enter');
  return dialog;
}

test('a model is shown, downloaded while the panel is closed and the page reloaded, and can then be loaded', async ({
  arcspace,
  host,
  page,
}) => {
  // Still under way when the page is there again, however busy the machine.
  hub.slow(500_000);
  await arcspace.startEmpty();
  await arcspace.addNode('load model', [300, 200]);
  const dialog = await lookUp(page, 'somebody/posters');
  await expect(dialog).toContainText(/Stable Diffusion 1 or 2.*mit.*somebody\/posters.*files.*Free space/s);
  await expect(dialog).toContainText(join(host.workspace, 'models'));
  await expect(dialog.getByLabel('Name')).toHaveValue('posters');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(dialog).toBeHidden();
  const card = page.getByTestId('download-model/posters');
  await expect(card).toContainText(/MB of \d+ MB, .* left/);
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await expect(card).toBeHidden();
  await page.reload();
  await expect(arcspace.canvas).toBeVisible();
  await expect(page.getByTestId('start-page')).toBeHidden();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(1);
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await expect(card).toContainText(/MB of \d+ MB/);
  hub.slow(Number.POSITIVE_INFINITY);
  await expect(card).toContainText('Done');
  await expect(page.getByTestId('model-posters')).toContainText('Stable Diffusion 1 or 2');
  await card.getByRole('button', { name: 'Dismiss posters' }).click();
  await expect(card).toBeHidden();
  await arcspace.addNode('load model', [300, 400]);
  await expect(page.getByTestId('parameter-model').locator('option', { hasText: 'posters' })).toHaveCount(1);
  expect(await readdir(join(host.workspace, 'models'))).toEqual(['posters']);
});

test('a download is cancelled, outlives its engine, and goes on where it was', async ({ arcspace, page, host }) => {
  hub.slow(2_000_000);
  await arcspace.startEmpty();
  const dialog = await lookUp(page, 'somebody/posters');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  const card = page.getByTestId('download-model/posters');
  await expect(card).toContainText(/[1-9]\d* (KB|MB) of/);
  await card.getByRole('button', { name: 'Cancel posters' }).click();
  await expect(card).toContainText('Stopped');
  expect(await readdir(join(host.workspace, 'models'))).toEqual(['.downloading-posters']);
  await host.killEngine();
  await expect(card.getByRole('button', { name: 'Resume posters' })).toBeVisible();
  hub.slow(Number.POSITIVE_INFINITY);
  await card.getByRole('button', { name: 'Resume posters' }).click();
  await expect(page.getByTestId('model-posters')).toContainText('Stable Diffusion 1 or 2');
});

test('of several files one is chosen, and what may not be downloaded says why and what to do', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  const dialog = await lookUp(page, 'somebody/gated');
  await expect(dialog.getByRole('alert')).toContainText(/have accepted its licence.*HF_TOKEN/s);
  await expect(dialog.getByRole('region', { name: 'Models to begin with' })).toContainText('Stable Diffusion 1.5');
  await dialog.getByLabel('Model or LoRA on the Hugging Face hub').fill('somebody/styles');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'ink.safetensors' }).click();
  await expect(dialog).toContainText('LoRA for sd_v1, float16');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByTestId('download-lora/ink')).toContainText('Done');
});
