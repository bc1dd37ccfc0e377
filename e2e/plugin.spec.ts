import { expect, test } from './fixtures/test.ts';

test('the nodes run in a bare litegraph editor', async ({ page, host, pageErrors }) => {
  pageErrors.length = 0;
  const address = new URL(host.url);
  address.pathname = '/plugin/bare.html';
  await page.goto(address.href);
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: /run/i }).click();
  await expect(page.locator('#status')).toContainText(/completed|done/i, { timeout: 30_000 });
});
