import { expect, test } from './fixtures/test.ts';

test('the guided first minute points at what to do, and goes on when it is done', async ({ arcspace, page }) => {
  await page.getByTestId('start-guide').click();
  const guide = page.getByTestId('guide');
  await expect(guide.getByText('1 of 5')).toBeVisible();
  await page.getByTestId('run').click();
  await expect(guide.getByText('2 of 5')).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('live').click();
  await expect(guide.getByText('3 of 5')).toBeVisible();
  const seed = await arcspace.widgetRect('noise', 'seed');
  await arcspace.drag([seed.x + 60, seed.y + 8], [seed.x + 110, seed.y + 8]);
  await expect(guide.getByText('4 of 5')).toBeVisible();
  const text = await arcspace.widgetRect('prompt', 'text');
  await page.mouse.click(text.x + 40, text.y + 12);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('a lighthouse by the sea at night');
  const { x, y } = await arcspace.nodeRect('noise');
  await page.mouse.click(x - 60, y + 260);
  await expect(guide.getByText('5 of 5')).toBeVisible();
  await page.getByTestId('tab-results').click();
  await page.getByTestId('result').first().getByRole('button').first().click();
  await expect(page.getByTestId('viewer')).toBeVisible();
  await expect(guide).toBeHidden();
});

test('the guided first minute can be left, and skipped through', async ({ page }) => {
  await page.getByTestId('start-guide').click();
  const guide = page.getByTestId('guide');
  await guide.getByRole('button', { name: 'Next' }).click();
  await expect(guide.getByText('2 of 5')).toBeVisible();
  await guide.getByRole('button', { name: 'Leave' }).click();
  await expect(guide).toBeHidden();
});
