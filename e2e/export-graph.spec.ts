import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { workflowIn } from '../src/graph/png/pngText.ts';
import { workflowInSvg } from '../src/graph/svg/svgText.ts';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Exports with the keyboard's shortcut and these choices. @returns the file */
async function exported(
  page: Page,
  choices: Readonly<Record<string, string>>,
): Promise<{ name: string; bytes: Buffer }> {
  await page.keyboard.press('Control+Alt+p');
  const dialog = page.getByTestId('export-graph');
  for (const [name, choice] of Object.entries(choices))
    await dialog.getByTestId(`export-${name}`).getByRole('radio', { name: choice }).check();
  const download = page.waitForEvent('download');
  await page.getByTestId('export-start').click();
  const file = await download;
  await expect(dialog).toBeHidden();
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)] as const;

test('the graph is exported as a PNG, whole and at two sizes, and opens again as its workflow', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('mood-gradient');
  await arcspace.run();
  await arcspace.canvas.focus();
  // However little of it is in view.
  for (let press = 0; press < 4; press++) await page.keyboard.press('Control+=');
  const { nodes, links } = await arcspace.workflow();
  const once = await exported(page, { format: 'PNG picture', scale: '1x', theme: 'Dark' });
  const twice = await exported(page, { format: 'PNG picture', scale: '2x', theme: 'Light' });
  expect(once.name).toMatch(/\.png$/);
  const [width, height] = sizeOf(once.bytes);
  expect(width).toBeGreaterThan(800);
  expect(sizeOf(twice.bytes)).toEqual([2 * width, 2 * height]);
  expect(JSON.parse(workflowIn(once.bytes) ?? '{}').nodes).toHaveLength(nodes.length);

  // Both are pictures of the graph: the grounds of the two themes are in their corners.
  const corner = (bytes: Buffer) =>
    page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(2, 2, 1, 1).data ?? [])].slice(0, 3).reduce((sum, value) => sum + value, 0);
    }, bytes.toString('base64'));
  expect(await corner(once.bytes)).toBeLessThan(150);
  expect(await corner(twice.bytes)).toBeGreaterThan(600);

  await page.getByTestId('mark').click();
  await arcspace.startEmpty();
  await dropFile(arcspace.canvas, once.name, 'image/png', once.bytes);
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(nodes.length);
  expect((await arcspace.workflow()).links).toEqual(links);
});

test('the graph is exported as an SVG that needs nothing else, and opens again as its workflow', async ({
  arcspace,
  page,
  browser,
}) => {
  await arcspace.openExample('mood-gradient');
  await arcspace.run();
  const { nodes } = await arcspace.workflow();
  const { name, bytes } = await exported(page, { format: 'SVG drawing', theme: 'Light' });
  expect(name).toMatch(/\.svg$/);
  expect(JSON.parse(workflowInSvg(bytes) ?? '{}').nodes).toHaveLength(nodes.length);
  const svg = bytes.toString('utf8');
  expect(
    [...svg.matchAll(/(?:href|src|url)\s*[=(]\s*["']?(?!data:|#)([^"')]+)/g)].map(([, address]) => address),
  ).toEqual([]);

  // On another page, where the program's fonts are not.
  const other = await (await browser.newContext({ offline: true })).newPage();
  await other.setContent(svg);
  const texts = await other.evaluate(async () => {
    await document.fonts.ready;
    const all = [...document.querySelectorAll('text')];
    await new Promise((resolve) => setTimeout(resolve, 300));
    return all.map((text) => {
      const wished = Number(text.getAttribute('textLength'));
      text.removeAttribute('textLength');
      return { words: text.textContent, wished, width: text.getComputedTextLength() };
    });
  });
  expect(texts.length).toBeGreaterThan(20);
  for (const { words, wished, width } of texts)
    expect(Math.abs(width - wished), `${words}`).toBeLessThan(0.6 + wished * 0.005);
  expect(await other.locator('image').count()).toBeGreaterThan(0);
  await other.context().close();

  await page.getByTestId('mark').click();
  await arcspace.startEmpty();
  await dropFile(arcspace.canvas, name, 'image/svg+xml', bytes);
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(nodes.length);
});

test('an SVG without a workflow is refused, and says what can be dropped', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await dropFile(
    arcspace.canvas,
    'plain.svg',
    'image/svg+xml',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  );
  await expect(page.getByTestId('toast')).toContainText('plain.svg: unsupported file type');
  expect((await arcspace.workflow()).nodes).toEqual([]);
});

for (const theme of ['dark', 'light'] as const) {
  test(`the dialog of exports is whole at 420 px and within reach of everybody in the ${theme} theme`, async ({
    arcspace,
    page,
  }) => {
    await arcspace.openExample('text-to-image');
    await page.setViewportSize({ width: 420, height: 800 });
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    await arcspace.canvas.focus();
    await page.keyboard.press('Control+Alt+p');
    await expect(page.getByTestId('export-start')).toBeFocused();
    await expect(page.getByTestId('export-size')).toHaveText(/^\d+ × \d+ px$/);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
    const box = await page.getByTestId('export-start').boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(420);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('export-graph')).toBeHidden();
  });
}
