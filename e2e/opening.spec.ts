import type { Page } from '@playwright/test';
import { LARGE_WORKFLOWS } from '../src/graph/testing/largeWorkflows.ts';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

declare global {
  interface Window {
    /** The longest that the page itself has read, in bytes and characters. */
    readHere: { bytes: number; characters: number };
  }
}

/** Notes how much the page reads itself; workers have functions of their own. */
function watchReading(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.readHere = { bytes: 0, characters: 0 };
    const { parse } = JSON;
    JSON.parse = (text: string, ...more) => {
      window.readHere.characters = Math.max(window.readHere.characters, text.length);
      return parse(text, ...more);
    };
    const { arrayBuffer } = Blob.prototype;
    Blob.prototype.arrayBuffer = async function (this: Blob) {
      window.readHere.bytes = Math.max(window.readHere.bytes, this.size);
      return arrayBuffer.call(this);
    };
  });
}

test('a file of 20 MB is read beside the page, which draws only the lines of its outline that are in sight', async ({
  arcspace,
  page,
}) => {
  test.setTimeout(180_000);
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-outline').click();
  const text = LARGE_WORKFLOWS.find(({ name }) => name === '20 MB of text in 5,000 nodes')?.text() ?? '';
  await watchReading(page);
  await dropFile(arcspace.canvas, 'large.json', 'application/json', Buffer.from(text));
  await expect.poll(async () => (await arcspace.workflow()).nodes.length, { timeout: 120_000 }).toBe(5000);
  const { bytes, characters } = await page.evaluate(() => window.readHere);
  expect(bytes).toBeLessThan(100);
  expect(characters).toBeLessThan(1_000_000);
  const lines = page.getByRole('treeitem');
  expect(await lines.count()).toBeLessThan(200);
  await page.getByTestId('outline').focus();
  await page.keyboard.press('End');
  await expect(lines.last()).toBeFocused();
  await expect(lines.last()).toHaveAttribute('aria-posinset', '5000');
  await page.keyboard.press('Home');
  await expect(lines.first()).toBeFocused();
});
