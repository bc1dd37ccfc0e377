import { startBrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

test('the nodes run in a bare litegraph editor', async ({ context }) => {
  const host = await startBrowserHost();
  const page = await host.firstPage(async () => context);
  await page.goto(new URL('/plugin/bare.html', page.url()).href);
  await expect(page.locator('canvas').first()).toBeVisible();
  await page.getByRole('button', { name: /run/i }).click();
  await expect(page.locator('#status')).toContainText(/done/i, { timeout: 30_000 });
  await host.stop();
});
