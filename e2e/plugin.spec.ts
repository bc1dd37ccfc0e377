import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test.skip(({ electron }) => electron !== undefined, 'of the browser: the bare editor is opened by its address');

test('the nodes run in a bare litegraph editor', async ({ page }) => {
  await page.goto(new URL('/plugin/bare.html', page.url()).href);
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: /run/i }).click();
  await expect(page.locator('#status')).toContainText(/done/i, { timeout: 30_000 });
});
