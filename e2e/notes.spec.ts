import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Writes a note with the mouse and the keyboard. */
async function write(arcspace: Arcspace, page: Page, text: string): Promise<void> {
  const { x, y, width, height } = await arcspace.widgetRect('note', 'text');
  await page.mouse.dblclick(x + width / 2, y + height - 8);
  const field = page.locator('textarea.canvas-field');
  await field.fill(text);
  await page.mouse.click(x + width / 2, y + height + 120);
  await expect(field).toBeHidden();
}

const textOf = async (arcspace: Arcspace) => (await arcspace.workflow()).nodes[0]?.parameters.text;

test('a note is written as text by a double click and read as Markdown', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('note', [200, 160]);
  await write(arcspace, page, '[here](https://example.org/page) and\n\n# Heading\n\n- **one**');
  expect(await textOf(arcspace)).toBe('[here](https://example.org/page) and\n\n# Heading\n\n- **one**');
  await page.evaluate(() => {
    const opened: string[] = [];
    Object.assign(window, { opened, open: (...all: unknown[]) => void opened.push(all.join(' ')) });
  });
  const { x, y } = await arcspace.widgetRect('note', 'text');
  await page.mouse.move(x + 8, y + 9);
  await expect(arcspace.canvas).toHaveCSS('cursor', 'pointer');
  await page.mouse.click(x + 8, y + 9);
  const opened = () => page.evaluate(() => (window as unknown as { opened: string[] }).opened);
  await expect.poll(opened).toEqual(['https://example.org/page _blank noopener,noreferrer']);
  // The keyboard finds it beside the text.
  const link = page.getByTestId('inspector').getByRole('link', { name: 'here' });
  await expect(link).toHaveAttribute('href', 'https://example.org/page');
  await page.mouse.dblclick(x + 80, y + 80);
  await expect(page.locator('textarea.canvas-field')).toHaveValue(/\*\*one\*\*/);
  await page.keyboard.press('Escape');
});

test('a press on a note takes hold of its node, and a click edits nothing', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('note', [200, 160]);
  await write(arcspace, page, 'Some *text*.');
  const before = await arcspace.nodeRect('note');
  const { x, y } = await arcspace.widgetRect('note', 'text');
  await page.mouse.click(x + 30, y + 10);
  await expect(page.locator('textarea.canvas-field')).toBeHidden();
  await arcspace.drag([x + 30, y + 10], [x + 130, y + 60]);
  expect((await arcspace.nodeRect('note')).x - before.x).toBeCloseTo(100, -1);
});

test('nothing that a note says runs or is loaded', async ({ arcspace, page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await arcspace.startEmpty();
  await arcspace.addNode('note', [200, 160]);
  await write(
    arcspace,
    page,
    '[x](javascript:window.hacked=1) ![p](https://evil.example/p.png)\n\n<img src="https://evil.example/i.png" onerror="window.hacked=1">\n\n<script>window.hacked=1</script>',
  );
  const { x, y } = await arcspace.widgetRect('note', 'text');
  await page.mouse.move(x + 4, y + 9);
  await expect(arcspace.canvas).not.toHaveCSS('cursor', 'pointer');
  await page.mouse.click(x + 4, y + 9);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(asked.filter((url) => url.includes('evil.example'))).toEqual([]);
  expect(await page.locator('img[src*="evil"]').count()).toBe(0);
});
