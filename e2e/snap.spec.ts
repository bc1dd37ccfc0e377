import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

async function startWithTwo(arcspace: Arcspace): Promise<void> {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [160, 160]);
  await arcspace.addNode('text', [520, 420]);
}

const positionOf = async (arcspace: Arcspace, wanted: string) =>
  (await arcspace.workflow()).nodes.find(({ id }) => id === wanted)?.position ?? [0, 0];

test('with Shift a node that is dragged snaps to the dots of the grid', async ({ arcspace, page }) => {
  await startWithTwo(arcspace);
  const { x, y } = await arcspace.nodeRect('text');
  await page.mouse.move(x + 40, y + 12);
  await page.mouse.down();
  await page.keyboard.down('Shift');
  await page.mouse.move(x + 87, y + 71, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  for (const each of await positionOf(arcspace, 'text')) expect((((each - 12) % 24) + 24) % 24).toBe(0);
});

test('a node that is dragged comes in line with another, but not with Ctrl', async ({ arcspace, page }) => {
  await startWithTwo(arcspace);
  const [number, text] = [await arcspace.nodeRect('number'), await arcspace.nodeRect('text')];
  const top = (await positionOf(arcspace, 'number'))[1];
  const drag = async () => {
    const { x, y } = await arcspace.nodeRect('text');
    await page.mouse.move(x + 40, y + 12);
    await page.mouse.down();
    await page.mouse.move(text.x + 140, number.y + 15, { steps: 5 });
    await page.mouse.up();
  };
  await drag();
  expect((await positionOf(arcspace, 'text'))[1]).toBe(top);
  await page.keyboard.press('Control+z');
  await page.keyboard.down('Control');
  await drag();
  await page.keyboard.up('Control');
  expect((await positionOf(arcspace, 'text'))[1]).toBe(top + 3);
});
