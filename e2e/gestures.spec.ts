import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.slow();

/**
 * Counts what the page feels of a hand: each press of the pointer, each press of keys, and text that is typed as one. A line
 * that is chosen from a list is two, as it is opened first. @returns how many there were so far
 */
async function countGestures(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    let isTyping = false;
    const count = (gestures: number) => {
      const before = Number(document.documentElement.dataset.gestures ?? 0);
      document.documentElement.dataset.gestures = String(before + gestures);
      isTyping = false;
    };
    addEventListener('pointerdown', () => count(1), true);
    addEventListener('change', ({ target }) => target instanceof HTMLSelectElement && count(2), true);
    addEventListener(
      'keydown',
      ({ key, ctrlKey }) => {
        if (key === 'Control' || key === 'Shift') return;
        const types = key.length === 1 && !ctrlKey;
        if (!types || !isTyping) count(1);
        isTyping = types;
      },
      true,
    );
  });
  return async () => Number(await page.locator('html').getAttribute('data-gestures'));
}

/** Types a text in place of that of the selected node. */
async function rewrite(page: Page, text: string): Promise<void> {
  await page.getByTestId('parameter-text').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

async function openExample(arcspace: Arcspace, page: Page, name: string) {
  const gestures = await countGestures(page);
  await arcspace.openExample(name);
  return gestures;
}

test('a text becomes a picture with six gestures', async ({ arcspace, page }) => {
  const gestures = await openExample(arcspace, page, 'text-to-image');
  await arcspace.select('prompt');
  await rewrite(page, 'a large green tree on a hill by day under a clear sky, warm colors, flat style');
  await arcspace.run();
  await arcspace.picture('decode');
  expect(await gestures()).toBe(6);
});

test('a slider moves an attribute of a picture with four gestures', async ({ arcspace, page }) => {
  const gestures = await openExample(arcspace, page, 'image-to-image');
  await arcspace.select('picture');
  await page.keyboard.press('e');
  const explorer = page.getByTestId('explorer');
  const night = explorer.getByRole('slider', { name: 'Weights: Night' });
  await night.waitFor();
  const box = await night.boundingBox();
  if (!box) throw new Error('there is no slider');
  const middle = box.y + box.height / 2;
  await arcspace.drag([box.x + box.width / 2, middle], [box.x + box.width, middle]);
  await expect(explorer.getByRole('spinbutton', { name: 'Weights: Night' })).toHaveValue('2');
  await expect(explorer.locator('canvas.explorer-picture')).toBeVisible({ timeout: 90_000 });
  expect(await gestures()).toBe(4);
});

test('a walk between two prompts becomes a film with thirteen gestures', async ({ arcspace, page }) => {
  const gestures = await openExample(arcspace, page, 'prompt-walk');
  await arcspace.select('from');
  await rewrite(page, 'a large green tree on a hill by day under a clear sky, warm colors, flat style');
  await arcspace.select('to');
  await rewrite(page, 'a large green tree on a hill at night under a clear sky, cool colors, flat style');
  // A wire that is dropped on the empty canvas asks for a node.
  const [x, y] = await arcspace.port('decode.image', 'output');
  await arcspace.drag([x, y], [x + 30, y - 100]);
  await page.keyboard.type('save animation');
  await page.keyboard.press('Enter');
  await arcspace.run();
  await expect(page.getByTestId('toast').getByText(/^Saved /)).toBeVisible();
  expect(await gestures()).toBeLessThanOrEqual(13);
});

test('guidance is swept with eight gestures', async ({ arcspace, page }) => {
  const gestures = await openExample(arcspace, page, 'text-to-image');
  await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep').click();
  await page.getByTestId('sweep-across-parameter').selectOption('denoise.guidance');
  await page.getByTestId('sweep-across-values').click();
  await page.keyboard.type('1:9:3');
  await page.getByTestId('sweep-run').click();
  await expect(page.getByTestId('sweep-progress')).toHaveText('3 pictures', { timeout: 90_000 });
  expect(await gestures()).toBe(8);
});
