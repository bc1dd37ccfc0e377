import { fingers } from './fixtures/fingers.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ hasTouch: true, sharesHost: true });

test('two fingers zoom at their middle and pan', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [400, 300]);
  const before = await arcspace.nodeRect('number');
  const touch = await fingers(page);
  await touch.to([before.x - 50, before.y]);
  await touch.to([before.x - 50, before.y], [before.x + 50, before.y]);
  await touch.to([before.x - 80, before.y + 60], [before.x + 120, before.y + 60]);
  await touch.lift();
  const after = await arcspace.nodeRect('number');
  expect(after.width / before.width).toBeCloseTo(2, 1);
  expect(after.x - before.x).toBeCloseTo(20, 0);
  expect(after.y - before.y).toBeCloseTo(60, 0);
  const [node] = (await arcspace.workflow()).nodes;
  await touch.to([700, 700]);
  await touch.to([700, 700], [800, 700]);
  await touch.to([760, 650], [860, 650]);
  await touch.lift();
  const panned = await arcspace.nodeRect('number');
  expect([panned.width, panned.x - after.x, panned.y - after.y].map(Math.round)).toEqual([
    Math.round(after.width),
    60,
    -50,
  ]);
  expect((await arcspace.workflow()).nodes[0]?.position).toEqual(node?.position);
});

test('one finger does what the mouse does: it moves nodes and draws wires', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [80, 120]);
  await arcspace.addNode('prompt', [480, 120]);
  const touch = await fingers(page);
  const before = await arcspace.nodeRect('text');
  await touch.to([before.x + 60, before.y + 12]);
  // To where no edge of it is near one of the other's, which would draw it in line.
  await touch.to([before.x + 100, before.y + 172]);
  await touch.lift();
  const after = await arcspace.nodeRect('text');
  expect([after.x - before.x, after.y - before.y].map(Math.round)).toEqual([40, 160]);
  const [output, input] = [await arcspace.port('text.text', 'output'), await arcspace.port('prompt.text', 'input')];
  await touch.to(output);
  await touch.to(input);
  await touch.lift();
  expect((await arcspace.workflow()).links).toEqual([{ from: 'text.text', to: 'prompt.text' }]);
});

test('a second finger takes back what the first began', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [80, 120]);
  const [node] = (await arcspace.workflow()).nodes;
  const { x, y } = await arcspace.nodeRect('text');
  const touch = await fingers(page);
  await touch.to([x + 60, y + 12]);
  await touch.to([x + 90, y + 80]);
  await touch.to([x + 90, y + 80], [x + 300, y + 80]);
  await touch.to([x + 60, y + 80], [x + 330, y + 80]);
  await touch.lift();
  expect((await arcspace.workflow()).nodes[0]?.position).toEqual(node?.position);
});

test('a finger that rests opens the menu of what lies under it', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [80, 120]);
  const { x, y } = await arcspace.nodeRect('text');
  const touch = await fingers(page);
  await touch.to([x + 60, y + 12]);
  await expect(page.getByTestId('menu-duplicate')).toBeVisible();
  await touch.lift();
  await page.getByTestId('menu-duplicate').tap();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(2);
  await touch.to([700, 600]);
  await expect(page.getByTestId('menu-select-all')).toBeVisible();
  await touch.lift();
});

test('two fingers zoom the picture in the viewer', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [200, 60]);
  await arcspace.run();
  await arcspace.picture('load_image');
  await arcspace.clickPicture('load_image', [0.5, 0.5]);
  const picture = page.getByTestId('viewer').getByRole('img');
  const before = await picture.boundingBox();
  const touch = await fingers(page);
  await touch.to([600, 450]);
  await touch.to([600, 450], [700, 450]);
  await touch.to([550, 450], [750, 450]);
  await touch.lift();
  const after = await picture.boundingBox();
  expect((after?.width ?? 0) / (before?.width ?? 1)).toBeCloseTo(2, 1);
});

test('taps select several nodes, until that is switched off', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  for (const [index, name] of ['text', 'number', 'curve'].entries())
    await arcspace.addNode(name, [80 + index * 280, 120]);
  const titleOf = async (node: string) => {
    const { x, y } = await arcspace.nodeRect(node);
    return [x + 60, y + 12] as const;
  };
  const touch = await fingers(page);
  const tap = async (at: readonly [number, number]) => {
    await touch.to(at);
    await touch.lift();
  };
  await tap(await titleOf('text'));
  await page.getByTestId('select-several').tap();
  await tap(await titleOf('number'));
  await tap(await titleOf('curve'));
  await tap(await titleOf('curve'));
  await page.getByTestId('select-several').tap();
  await touch.to(await titleOf('number'));
  await expect(page.getByTestId('menu-delete')).toBeVisible();
  await touch.lift();
  await page.getByTestId('menu-delete').tap();
  await expect.poll(async () => (await arcspace.workflow()).nodes.map(({ id }) => id)).toEqual(['curve']);
});

test('a finger draws a rectangle around nodes, and a slider along', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [120, 160]);
  await arcspace.addNode('slerp', [420, 160]);
  const touch = await fingers(page);
  const amount = async () => (await arcspace.workflow()).nodes.find(({ id }) => id === 'slerp')?.parameters.t;
  // What is as the node has it is not written.
  expect(await amount()).toBeUndefined();
  const slider = await arcspace.widgetRect('slerp', 't');
  await touch.to([slider.x + 20, slider.y + slider.height / 2]);
  await touch.to([slider.x + 90, slider.y + slider.height / 2]);
  await touch.lift();
  const after = await amount();
  expect(after).toEqual(expect.any(Number));
  expect(after).not.toBe(0.5);
  const [first, second] = [await arcspace.nodeRect('number'), await arcspace.nodeRect('slerp')];
  await touch.to([first.x - 30, first.y - 30]);
  await touch.to([second.x + second.width + 30, second.y + second.height + 30]);
  await touch.lift();
  await touch.to([second.x + 60, second.y + 12]);
  await expect(page.getByTestId('menu-delete')).toBeVisible();
  await touch.lift();
  await page.getByTestId('menu-delete').tap();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(0);
});

test('two taps on the canvas open the palette, and a tap there adds a node', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  const search = page.getByTestId('palette-search');
  // On a busy machine the second tap may come too late.
  await expect(async () => {
    if (await search.isVisible()) return;
    await page.touchscreen.tap(500, 400);
    await page.touchscreen.tap(500, 400);
    await expect(search).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.type('slerp');
  await page
    .getByRole('option', { name: /^Slerp/ })
    .first()
    .tap();
  await expect.poll(async () => (await arcspace.workflow()).nodes.map(({ id }) => id)).toEqual(['slerp']);
});

test('a group is moved, collapsed and opened by a finger', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [240, 240]);
  const { x, y } = await arcspace.nodeRect('text');
  const touch = await fingers(page);
  await touch.to([x + 60, y + 12]);
  await page.getByTestId('menu-group').waitFor();
  await touch.lift();
  await page.getByTestId('menu-group').tap();
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await arcspace.workflow()).groups.length).toBe(1);
  const group = (await arcspace.workflow()).groups[0]?.id ?? '';
  const before = await arcspace.groupRect(group);
  await touch.to([before.x + 60, before.y + 10]);
  await touch.to([before.x + 160, before.y + 90]);
  await touch.lift();
  const after = await arcspace.groupRect(group);
  expect([after.x - before.x, after.y - before.y].map((by) => Math.round(by / 10) * 10)).toEqual([100, 80]);
  await touch.to([after.x + 60, after.y + 10]);
  await page.getByTestId('menu-collapse-group').waitFor();
  await touch.lift();
  await page.getByTestId('menu-collapse-group').tap();
  await expect.poll(async () => (await arcspace.workflow()).groups[0]).toMatchObject({ collapsed: true });
});

test('a row of the outline has its menu under a finger that rests', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [480, 240]);
  await page.getByRole('button', { name: 'Outline' }).tap();
  const row = await page.getByRole('treeitem').first().boundingBox();
  if (!row) throw new Error('the outline has no row');
  const touch = await fingers(page);
  await touch.to([row.x + 60, row.y + row.height / 2]);
  await expect(page.getByTestId('menu-duplicate')).toBeVisible();
  await touch.lift();
});

test('one finger paints a mask, and two do not', async ({ arcspace, page }) => {
  const strokes = async () => {
    const mask = (await arcspace.workflow()).nodes.find(({ id }) => id === 'paint_mask');
    return ((mask?.parameters.strokes ?? []) as readonly unknown[]).length;
  };
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [100, 100]);
  await arcspace.addNode('paint mask', [500, 100]);
  await arcspace.wire('load_image.image', 'paint_mask.image');
  await arcspace.select('paint_mask');
  await page.getByTestId('explore').tap();
  await arcspace.picture('load_image');
  const box = await page.getByTestId('paint-surface').boundingBox();
  if (!box) throw new Error('nothing can be painted');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = await fingers(page);
  await touch.to([x - 60, y]);
  await touch.to([x + 60, y]);
  await touch.lift();
  await expect.poll(strokes).toBe(1);
  const shown = () => page.getByTestId('paint-surface').boundingBox();
  const before = await shown();
  await touch.to([x - 40, y]);
  await touch.to([x - 40, y], [x + 40, y]);
  await touch.to([x - 80, y + 30], [x + 80, y + 30]);
  await touch.lift();
  await expect.poll(strokes).toBe(1);
  expect((await shown())?.width).toBeGreaterThan((before?.width ?? 0) * 1.5);
});
