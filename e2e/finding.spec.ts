import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test('Ctrl+F finds nodes by title and by value, goes from one to the next, and gives the keyboard back', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('mood-gradient');
  await page.keyboard.press('Control+f');
  const search = page.getByTestId('search');
  await expect(search.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('images');
  await expect(search.getByText('1 of 5')).toBeVisible();
  const title = page.getByTestId('node-title');
  await expect(title).not.toHaveValue('');
  const first = await title.inputValue();
  await page.keyboard.press('Enter');
  await expect(search.getByText('2 of 5')).toBeVisible();
  await expect(title).not.toHaveValue(first);
  await page.keyboard.press('Shift+Enter');
  await expect(title).toHaveValue(first);

  await search.getByRole('searchbox').fill('starter');
  await expect(search.getByText('Model starter')).toBeVisible();
  await search.getByRole('searchbox').fill('no such thing');
  await expect(search.getByText('No matching nodes')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await expect(arcspace.canvas).toBeFocused();
});

test('the outline can be filtered', async ({ arcspace, page }) => {
  await arcspace.openExample('mood-gradient');
  await page.getByTestId('rail-outline').click();
  await page.getByLabel('Filter nodes').fill('starter');
  await expect(page.getByTestId('outline').locator('[aria-level="1"]')).toHaveCount(1);
  await page.getByLabel('Filter nodes').fill('no such thing');
  await expect(page.getByText('No matching nodes')).toBeVisible();
});

test('the outline lists groups, which the keyboard goes to', async ({ arcspace, page }) => {
  await arcspace.openExample('mood-gradient');
  const [first] = (await arcspace.workflow()).groups;
  await page.getByTestId('rail-outline').click();
  const group = page.getByTestId('outline').getByRole('treeitem', { name: `${first?.title} group` });
  await group.focus();
  await page.keyboard.press('Enter');
  await expect(group).toHaveAttribute('aria-selected', 'true');
  await arcspace.canvas.focus();
  await page.keyboard.press('ContextMenu');
  await expect(page.getByTestId('menu').getByText('Collapse')).toBeVisible();
});

test('the map shows the graph small, and a press on it goes there', async ({ arcspace, page }) => {
  await arcspace.openExample('mood-gradient');
  const tools = page.getByTestId('view-tools');
  await tools.getByRole('button', { name: 'Map' }).click();
  const map = page.getByTestId('map');
  await expect(map).toBeVisible();
  await tools.getByLabel('Zoom to 100 %').click();
  await expect(tools.getByText('100 %')).toBeVisible();
  const [node] = (await arcspace.workflow()).nodes;
  const before = await arcspace.nodeRect(node?.id ?? '');
  await map.click({ position: { x: 20, y: 20 } });
  await expect.poll(async () => (await arcspace.nodeRect(node?.id ?? '')).x).not.toBe(before.x);
  const atLeft = await arcspace.nodeRect(node?.id ?? '');
  await map.click({ position: { x: 190, y: 120 } });
  await expect.poll(async () => (await arcspace.nodeRect(node?.id ?? '')).x).toBeLessThan(atLeft.x);
  await tools.getByRole('button', { name: 'Map' }).click();
  await expect(map).toBeHidden();
});

test('selected nodes move by the arrow keys, as one step of undo, and are aligned and distributed', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  for (const [kind, x, y] of [
    ['text', 100, 100],
    ['noise', 400, 240],
    ['schedule', 700, 420],
  ] as const)
    await arcspace.addNode(kind, [x, y]);
  const positions = async () => {
    const rects = ['text', 'noise', 'schedule'].map((id) => arcspace.nodeRect(id));
    return (await Promise.all(rects)).map(({ x, y }) => [Math.round(x), Math.round(y)] as const);
  };
  const before = await positions();
  await arcspace.select('text');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect
    .poll(async () => (await positions())[0])
    .toEqual([(before[0]?.[0] ?? 0) + 19, (before[0]?.[1] ?? 0) + 10]);
  await page.keyboard.press('Control+z');
  await expect.poll(positions).toEqual(before);

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Alt+a');
  await expect.poll(async () => new Set((await positions()).map(([x]) => x)).size).toBe(1);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Alt+w');
  await expect.poll(async () => new Set((await positions()).map(([, y]) => y)).size).toBe(1);
});
