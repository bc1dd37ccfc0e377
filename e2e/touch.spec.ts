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
  await touch.to(await arcspace.port('text.text', 'output'));
  await touch.to(await arcspace.port('prompt.text', 'input'));
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
