import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const noteOf = (page: Page, node: string): Promise<Rect | undefined> =>
  page.evaluate((id) => window.arcspace.noteRect(id), node);

const signOf = async (page: Page, node: string): Promise<readonly [number, number]> => {
  const at = await page.evaluate((id) => window.arcspace.noteSignPosition(id), node);
  if (!at) throw new Error(`${node} has no sign of a note`);
  return at;
};

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

async function failToLoad(arcspace: Arcspace): Promise<void> {
  await arcspace.select('load_image');
  await arcspace.setParameter('path', 'none.png');
  await arcspace.run();
  expect((await arcspace.state('load_image'))?.problem).toBeDefined();
}

test('the note of an error covers no port of the node below, and opens by its sign and by a key', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [300, 120]);
  await arcspace.addNode('preview image', [640, 120]);
  await arcspace.wire('load_image.image', 'preview_image.image');
  await failToLoad(arcspace);
  const free = await noteOf(page, 'load_image');
  expect(free).toBeDefined();

  // Another node right below: the note folds to its sign.
  const { x, y, height } = await arcspace.nodeRect('load_image');
  await arcspace.addNode('slerp', [300, 560]);
  const slerp = await arcspace.nodeRect('slerp');
  await arcspace.drag([slerp.x + 40, slerp.y + 13], [x + 40, y + height + 24 + 13]);
  await expect.poll(() => noteOf(page, 'load_image')).toBeUndefined();

  await page.mouse.click(...(await signOf(page, 'load_image')));
  await expect.poll(() => noteOf(page, 'load_image')).toBeDefined();
  const opened = (await noteOf(page, 'load_image')) as Rect;
  for (const node of ['load_image', 'preview_image', 'slerp']) {
    expect(overlap(opened, await arcspace.nodeRect(node)), node).toBe(false);
  }

  await arcspace.select('load_image');
  await arcspace.canvas.focus();
  await page.keyboard.press('n');
  await expect.poll(() => noteOf(page, 'load_image')).toBeUndefined();
  await page.keyboard.press('n');
  await expect.poll(() => noteOf(page, 'load_image')).toBeDefined();
});

test('the menu of a node has its note, and the pointer on the sign tells the whole', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [300, 120]);
  await failToLoad(arcspace);
  await expect.poll(() => noteOf(page, 'load_image')).toBeDefined();
  const sign = await signOf(page, 'load_image');
  await page.mouse.click(...sign, { button: 'right' });
  await page.getByTestId('menu-note').click();
  await expect.poll(() => noteOf(page, 'load_image')).toBeUndefined();
  await page.mouse.move(sign[0] - 300, sign[1]);
  await page.mouse.move(...sign);
  const { message = '' } = (await arcspace.state('load_image'))?.problem ?? {};
  await expect(page.getByRole('tooltip')).toContainText(message);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
