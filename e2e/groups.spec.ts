import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

const groupsOf = async (arcspace: Arcspace) => (await arcspace.workflow()).groups;
const modesOf = async (arcspace: Arcspace) => (await arcspace.workflow()).nodes.map((node) => node.mode);

/** A number that is passed on to a reroute in a group, and from there to a second one outside. */
async function startWithGroup(arcspace: Arcspace, page: Page): Promise<void> {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [120, 200]);
  await arcspace.addNode('reroute', [440, 260]);
  await arcspace.addNode('reroute', [800, 260]);
  await arcspace.wire('number.number', 'reroute.value');
  await arcspace.wire('reroute.value', 'reroute_2.value');
  await arcspace.select('reroute');
  await page.keyboard.press('Control+g');
  await expect.poll(async () => (await groupsOf(arcspace)).length).toBe(1);
}

async function openMenu(arcspace: Arcspace, page: Page): Promise<void> {
  const { x, y } = await arcspace.groupRect('group');
  await page.mouse.click(x + 40, y + 14, { button: 'right' });
  await expect(page.getByRole('menu', { name: 'Group' })).toBeVisible();
}

async function choose(arcspace: Arcspace, page: Page, command: string): Promise<void> {
  await openMenu(arcspace, page);
  await page.getByTestId(`menu-${command}`).click();
}

test('a group is renamed and coloured from the menu on its title, each in one step', async ({ arcspace, page }) => {
  await startWithGroup(arcspace, page);
  await choose(arcspace, page, 'rename-group');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Passing on');
  await page.keyboard.press('Enter');
  await openMenu(arcspace, page);
  await page.getByRole('menuitemradio', { name: 'Teal' }).click();
  await expect.poll(async () => (await groupsOf(arcspace))[0]).toMatchObject({ title: 'Passing on', color: '#3d9a90' });
  await page.keyboard.press('Control+z');
  expect((await groupsOf(arcspace))[0]).not.toHaveProperty('color');
  await page.keyboard.press('Control+z');
  expect((await groupsOf(arcspace))[0]?.title).toBe('Group');
});

test('a collapsed group is one box that its wires end at; it is dragged, saved and opened again', async ({
  arcspace,
  page,
}) => {
  await startWithGroup(arcspace, page);
  const frame = await arcspace.groupRect('group');
  const before = (await arcspace.workflow()).nodes;
  await choose(arcspace, page, 'collapse-group');
  const box = await arcspace.groupRect('group');
  expect([Math.round(box.x), Math.round(box.y)]).toEqual([Math.round(frame.x), Math.round(frame.y)]);
  await expect(arcspace.nodeRect('reroute')).rejects.toThrow('no node');
  await arcspace.drag([box.x + 60, box.y + 14], [box.x + 60, box.y + 134]);
  const moved = await arcspace.groupRect('group');
  expect(moved.y - box.y).toBeGreaterThan(100);
  // Its wire leaves it at the right, in the middle of its edge.
  const [x, y] = [moved.x + moved.width, moved.y + moved.height / 2];
  await page.mouse.click(x + 6, y, { button: 'right' });
  await expect(page.getByRole('menu', { name: 'Wire' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.dblclick(moved.x + 60, moved.y + 40);
  await expect.poll(async () => (await groupsOf(arcspace))[0]?.collapsed).toBeUndefined();
  const after = (await arcspace.workflow()).nodes;
  expect(after.map(({ id, position }) => [id, position[0]])).toEqual(
    before.map(({ id, position }) => [id, position[0]]),
  );
  const zoom = await arcspace.zoom();
  const down = (after[1]?.position[1] ?? 0) - (before[1]?.position[1] ?? 0);
  expect(Math.abs(down - (moved.y - box.y) / zoom)).toBeLessThan(2);
});

test('a group is run, bypassed and enabled as a whole', async ({ arcspace, page }) => {
  await startWithGroup(arcspace, page);
  await choose(arcspace, page, 'run-group');
  await arcspace.idle();
  await expect.poll(async () => (await arcspace.state('reroute'))?.status).toBe('done');
  expect(await arcspace.state('reroute_2')).toBeUndefined();
  await choose(arcspace, page, 'bypass-group');
  expect(await modesOf(arcspace)).toEqual(['on', 'bypass', 'on']);
  await choose(arcspace, page, 'bypass-group');
  expect(await modesOf(arcspace)).toEqual(['on', 'on', 'on']);
});

test('a frame is resized at its corner, fitted to its nodes and taken away; a group goes with its nodes', async ({
  arcspace,
  page,
}) => {
  await startWithGroup(arcspace, page);
  const size = async () => (await groupsOf(arcspace))[0]?.size;
  const fitted = await size();
  const { x, y, width, height } = await arcspace.groupRect('group');
  await arcspace.drag([x + width - 4, y + height - 4], [x + width + 60, y + height + 80]);
  expect((await size())?.[0]).toBeGreaterThan((fitted?.[0] ?? 0) + 40);
  await choose(arcspace, page, 'fit-group');
  await expect.poll(size).toEqual(fitted);
  await choose(arcspace, page, 'ungroup');
  await expect.poll(async () => groupsOf(arcspace)).toEqual([]);
  expect((await arcspace.workflow()).nodes).toHaveLength(3);
  await page.keyboard.press('Control+z');
  await choose(arcspace, page, 'delete-group');
  await expect.poll(async () => (await arcspace.workflow()).nodes.map(({ id }) => id)).toEqual(['number', 'reroute_2']);
  expect(await groupsOf(arcspace)).toEqual([]);
});

test('the keyboard alone selects the group around a node, opens its menu and collapses it', async ({
  arcspace,
  page,
}) => {
  await startWithGroup(arcspace, page);
  await page.keyboard.press('Alt+g');
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: 'Group' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitemradio', { name: 'Red' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await groupsOf(arcspace))[0]?.color).toBe('#c8524c');
  await page.keyboard.press('c');
  await expect.poll(async () => (await groupsOf(arcspace))[0]?.collapsed).toBe(true);
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await arcspace.workflow()).nodes.map(({ id }) => id)).toEqual(['number', 'reroute_2']);
  expect(await groupsOf(arcspace)).toEqual([]);
});

test('all selected nodes are coloured at once, in one step, and are plain again', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [160, 200]);
  await arcspace.addNode('text', [520, 200]);
  const colors = async () => (await arcspace.workflow()).nodes.map(({ color }) => color);
  const menu = async () => {
    const { x, y } = await arcspace.nodeRect('number');
    await page.mouse.click(x + 40, y + 13, { button: 'right' });
  };
  await page.keyboard.press('Control+a');
  await menu();
  await page.getByRole('menuitemradio', { name: 'Purple' }).click();
  await expect.poll(colors).toEqual(['#8a63c8', '#8a63c8']);
  await menu();
  await expect(page.getByRole('menuitemradio', { name: 'Purple' })).toBeChecked();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect.poll(colors).toEqual([undefined, undefined]);
  await page.keyboard.press('Control+y');
  await menu();
  await page.getByRole('menuitemradio', { name: 'No colour' }).click();
  await expect.poll(colors).toEqual([undefined, undefined]);
});
