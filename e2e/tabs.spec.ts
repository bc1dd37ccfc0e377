import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

const tabs = (page: Page) => page.getByTestId('tab');
const tab = (page: Page, name: string) => tabs(page).filter({ hasText: name });
const names = (page: Page) => page.locator('.tab-name .ellipsis').allTextContents();

async function openExample(arcspace: Arcspace, page: Page, id: string): Promise<void> {
  await page.getByTestId('mark').click();
  await page.getByTestId(`start-${id}`).click();
  await expect(page.getByTestId('start-page')).toBeHidden();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBeGreaterThan(0);
}

/** What this browser keeps to come back to. */
function keptNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<readonly string[]>((resolve) => {
        const request = indexedDB.open('arcspace-work');
        request.onsuccess = () => {
          const all = request.result.transaction('works').objectStore('works').getAll();
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result.map(({ name }: { readonly name: string }) => name).toSorted());
          };
        };
      }),
  );
}

/** Text to image, run, and Style transfer beside it. */
async function twoTabs(arcspace: Arcspace, page: Page): Promise<void> {
  await arcspace.leaveStartPage();
  await arcspace.run();
  await openExample(arcspace, page, 'style-transfer');
  await expect(tabs(page)).toHaveCount(2);
}

test('a workflow that was run stays open beside the next, with its pictures and its undo', async ({
  arcspace,
  page,
}) => {
  await arcspace.leaveStartPage();
  await openExample(arcspace, page, 'lerp-versus-slerp');
  await expect(tabs(page)).toHaveCount(0);

  await openExample(arcspace, page, 'text-to-image');
  await arcspace.run();
  const picture = await arcspace.picture('decode');
  await openExample(arcspace, page, 'style-transfer');
  await expect.poll(() => names(page)).toEqual(['Text to image', 'Style transfer']);
  await expect(page.getByTestId('file-name')).toHaveValue('Style transfer');

  await tab(page, 'Text to image').getByRole('button').first().click();
  await expect.poll(() => arcspace.picture('decode')).toBe(picture);
  // What an earlier test has computed is taken from the engine's cache.
  expect(['done', 'cached']).toContain((await arcspace.state('decode'))?.status);
  const count = (await arcspace.workflow()).nodes.length;
  await arcspace.addNode('seed', [900, 620]);
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByTestId('file-name')).toHaveValue('Style transfer');
  await page.keyboard.press('Alt+PageUp');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(count);
});

test('a closed tab comes back, and of unsaved changes it is said how', async ({ arcspace, page }) => {
  await twoTabs(arcspace, page);
  await arcspace.addNode('seed', [900, 620]);
  const nodes = (await arcspace.workflow()).nodes.length;
  await tab(page, 'Style transfer').getByRole('button', { name: 'Close Style transfer' }).click();
  await expect(tabs(page)).toHaveCount(0);
  await expect(page.getByTestId('file-name')).toHaveValue('Text to image');
  const toast = page.getByTestId('toast').filter({ hasText: 'changes that are not saved' });
  await toast.getByRole('button', { name: 'Reopen' }).click();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(nodes);
  await page.keyboard.press('Control+Alt+w');
  await expect(tabs(page)).toHaveCount(0);
  await page.keyboard.press('Control+Alt+Shift+w');
  await expect(page.getByTestId('file-name')).toHaveValue('Style transfer');
  await expect.poll(() => names(page)).toEqual(['Text to image', 'Style transfer']);
});

test('tabs are dragged, and a reload brings all of them back with their pictures', async ({ arcspace, page }) => {
  await twoTabs(arcspace, page);
  const [from, to] = [await tab(page, 'Style transfer').boundingBox(), await tab(page, 'Text to image').boundingBox()];
  if (!from || !to) throw new Error('the tabs have no place');
  await page.mouse.move(from.x + 40, from.y + 14);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 14, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => names(page)).toEqual(['Style transfer', 'Text to image']);
  await expect.poll(() => keptNames(page)).toEqual(['Style transfer', 'Text to image']);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(['Style transfer', 'Text to image']);
  await expect(page.getByTestId('file-name')).toHaveValue('Style transfer');
  await tab(page, 'Text to image').getByRole('button').first().click();
  expect(await arcspace.picture('decode')).toMatch(/^128x128/);
});

test('a run goes on behind another tab, and its tab shows what came of it', async ({ arcspace, page }) => {
  await twoTabs(arcspace, page);
  await tab(page, 'Text to image').getByRole('button').first().click();
  await arcspace.setParameter('seed', '4242');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByTestId('file-name')).toHaveValue('Style transfer');
  expect((await arcspace.state('decode'))?.status ?? 'idle').toBe('idle');
  await page.getByTestId('tab-results').click();
  await expect(page.getByTestId('result')).toHaveCount(2);
  await page.keyboard.press('Alt+PageUp');
  await expect.poll(async () => (await arcspace.state('decode'))?.status).toBe('done');
});
