import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

async function buildSaving(arcspace: Arcspace): Promise<void> {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [60, 60]);
  await arcspace.addNode('save image', [460, 60]);
  await arcspace.wire('load_image.image', 'save_image.image');
}

/** The file that a press brings, read as it lies in the downloads. */
async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download');
  await press();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('where a picture was saved is said over the canvas, at the node, beside it, in the log and in the viewer', async ({
  arcspace,
  host,
  page,
}) => {
  await buildSaving(arcspace);
  await arcspace.run();
  const saved = await readFile(`${host.workspace}/results/picture.png`);
  const toast = page.getByTestId('toast').filter({ hasText: 'Saved results/picture.png.' });
  const expected = { name: 'picture.png', bytes: saved };
  expect(await downloaded(page, () => toast.getByRole('button', { name: 'Download' }).click())).toEqual(expected);

  const { x, y, width, height } = await arcspace.nodeRect('save_image');
  const atFoot = () => page.mouse.click(x + width / 2, y + height - 16);
  expect(await downloaded(page, atFoot)).toEqual(expected);
  await arcspace.select('save_image');
  const inspector = page.getByTestId('written');
  await expect(inspector).toContainText('results/picture.png');
  const fromInspector = () => inspector.getByRole('button', { name: 'Download: picture.png' }).click();
  expect(await downloaded(page, fromInspector)).toEqual(expected);
  await page.getByTestId('tab-log').click();
  await expect(page.getByTestId('log')).toContainText('Saved results/picture.png.');
  const fromLog = () => page.getByTestId('log').getByRole('button', { name: 'Download: picture.png' }).click();
  expect(await downloaded(page, fromLog)).toEqual(expected);
  await page.getByTestId('tab-log').click();

  await arcspace.clickPicture('save_image', [0.5, 0.5]);
  await expect(page.getByTestId('saved-as')).toContainText('Saved as results/picture.png');
  const fromViewer = () => page.getByTestId('saved-as').getByRole('button').click();
  expect(await downloaded(page, fromViewer)).toEqual(expected);
});

test('a run that computes nothing still says where the files are', async ({ arcspace, page }) => {
  await buildSaving(arcspace);
  await arcspace.run();
  await arcspace.run();
  expect((await arcspace.state('save_image'))?.status).toBe('cached');
  await expect(page.getByTestId('toast')).toContainText('Already saved results/picture.png.');
  await arcspace.select('save_image');
  await expect(page.getByTestId('written')).toContainText('results/picture.png');
});

test('several files are listed one by one', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load images', [60, 60]);
  await arcspace.addNode('save image', [460, 60]);
  await arcspace.wire('load_images.image', 'save_image.image');
  await arcspace.run();
  const files = '32 files: results/picture-01.png to results/picture-32.png';
  await expect(page.getByTestId('toast')).toContainText(`Saved ${files}.`);
  await page.getByTestId('toast').getByRole('button', { name: 'Show' }).click();
  await expect(page.getByTestId('written').getByRole('button')).toHaveCount(32);
});

test('the picture in the viewer can be saved and copied, and a copied picture can be pasted', async ({
  arcspace,
  context,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [60, 60]);
  await arcspace.run();
  const shown = await arcspace.picture('load_image');
  await arcspace.clickPicture('load_image', [0.5, 0.5]);
  const saved = await downloaded(page, () => page.getByTestId('save-picture').click());
  expect([saved.name, saved.bytes.subarray(1, 4).toString()]).toEqual(['Load image.png', 'PNG']);
  await page.keyboard.press('Control+c');
  await expect(page.getByTestId('toast')).toContainText('Picture copied.');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+v');
  const types = async () => (await arcspace.workflow()).nodes.map(({ type }) => type);
  await expect.poll(types).toEqual(['load_image', 'load_image']);
  await arcspace.run();
  const [, pasted] = (await arcspace.workflow()).nodes;
  expect(await arcspace.picture(pasted?.id ?? '')).toBe(shown);
});
