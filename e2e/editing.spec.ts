import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Pairs of nodes that cover each other on the screen. */
async function covering(arcspace: Arcspace): Promise<string[]> {
  const ids = (await arcspace.workflow()).nodes.map((node) => node.id);
  const rects = await Promise.all(ids.map(async (id) => ({ id, ...(await arcspace.nodeRect(id)) })));
  return rects.flatMap((one, index) =>
    rects
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.id} and ${other.id}`),
  );
}

test('tidying up lets no node cover another, before a run and after it', async ({ arcspace, page }) => {
  await arcspace.openExample('mood-gradient');
  await page.keyboard.press('Control+Shift+l');
  expect(await covering(arcspace)).toEqual([]);
  await arcspace.run();
  await page.keyboard.press('Control+Shift+l');
  expect(await covering(arcspace)).toEqual([]);
});

test('a wire dropped right on a port that does not fit goes nowhere and replaces nothing', async ({ arcspace }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('attribute vector', [80, 120]);
  await arcspace.addNode('mood gradient', [480, 120]);
  await arcspace.wire('attribute_vector.direction', 'mood_gradient.from');
  const before = (await arcspace.workflow()).links;
  await arcspace.dragWire('attribute_vector.direction', 'mood_gradient.latents');
  expect((await arcspace.workflow()).links).toEqual(before);
});

test('a wire is selected with a click, removed with Delete or its menu, and comes back with undo', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [80, 120]);
  await arcspace.addNode('prompt', [480, 120]);
  await arcspace.wire('text.text', 'prompt.text');
  const links = async () => (await arcspace.workflow()).links;
  const wired = await links();

  await arcspace.clickWire('text.text', 'prompt.text');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Delete');
  expect(await links()).toEqual(wired);

  await arcspace.clickWire('text.text', 'prompt.text');
  await page.keyboard.press('Delete');
  await expect.poll(links).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect.poll(links).toEqual(wired);

  await arcspace.clickWire('text.text', 'prompt.text', 'right');
  await page.getByTestId('menu-remove-wire').click();
  await expect.poll(links).toEqual([]);
  await page.keyboard.press('Control+z');

  await arcspace.clickWire('text.text', 'prompt.text', 'right');
  await page.getByTestId('menu-add-reroute').click();
  await expect.poll(links).toEqual([
    { from: 'text.text', to: 'reroute.value' },
    { from: 'reroute.value', to: 'prompt.text' },
  ]);
  expect(await covering(arcspace)).toEqual([]);
});

test('a node made for a dropped wire stands before what it feeds and covers nothing', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('decode', [600, 200]);
  await arcspace.addNode('text', [200, 200]);
  const [x, y] = await arcspace.port('decode.latents', 'input');
  await arcspace.drag([x, y], [x - 60, y + 30]);
  await page.getByTestId('palette-search').fill('encode');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await arcspace.workflow()).links)
    .toEqual([{ from: 'encode.latents', to: 'decode.latents' }]);
  const encode = await arcspace.nodeRect('encode');
  expect(encode.x + encode.width).toBeLessThan((await arcspace.nodeRect('decode')).x);
  expect(await covering(arcspace)).toEqual([]);
});

test('a new node is wired to the only model there is, in one step with adding it', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load model', [80, 120]);
  await arcspace.addNode('decode', [480, 120]);
  expect((await arcspace.workflow()).links).toEqual([{ from: 'load_model.vae', to: 'decode.vae' }]);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(1);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await arcspace.workflow()).links.length).toBe(1);
  await arcspace.select('decode');
  await page.keyboard.press('Delete');
  await arcspace.addNode('load model', [80, 400]);
  await arcspace.addNode('decode', [480, 400]);
  expect((await arcspace.workflow()).links).toEqual([]);
});

test('a click on one picture of a sheet shows that one large', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load images', [200, 120]);
  await arcspace.run();
  await arcspace.picture('load_images');
  await arcspace.clickPicture('load_images', [2.5 / 6, 0.5 / 6]);
  await expect(page.getByTestId('viewer')).toContainText('3 of 32');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('viewer')).toContainText('4 of 32');
});

test('showing a node brings it into the middle and leaves what is around it in view', async ({ arcspace, page }) => {
  await arcspace.openExample('mood-gradient');
  const before = await arcspace.zoom();
  await page.getByTestId('rail-outline').click();
  await page.getByRole('treeitem', { name: 'Image grid' }).first().dblclick();
  const [canvas, grid] = [await arcspace.canvas.boundingBox(), await arcspace.nodeRect('grid')];
  expect(grid.x + grid.width / 2).toBeCloseTo((canvas?.x ?? 0) + (canvas?.width ?? 0) / 2, -1);
  expect(await arcspace.zoom()).toBeLessThanOrEqual(Math.max(before, 0.6));
});

test('a node dropped on a wire goes into it, and comes out of it when it is shaken', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [80, 160]);
  await arcspace.addNode('prompt', [700, 160]);
  await arcspace.addNode('reroute', [400, 480]);
  await arcspace.wire('text.text', 'prompt.text');
  const links = async () => (await arcspace.workflow()).links.map(({ from, to }) => `${from} > ${to}`).sort();
  const plain = await links();
  const [from, to] = [await arcspace.port('text.text', 'output'), await arcspace.port('prompt.text', 'input')];
  const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
  const grip = async () => {
    const { x, y } = await arcspace.nodeRect('reroute');
    return [x + 30, y + 10] as const;
  };

  await arcspace.drag(await grip(), middle);
  await expect.poll(links).toEqual(['reroute.value > prompt.text', 'text.text > reroute.value']);
  await page.keyboard.press('Control+z');
  await expect.poll(links).toEqual(plain);
  await page.keyboard.press('Control+Shift+z');

  const [x, y] = await grip();
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const side of [60, 0, 60, 0, 60, 0]) await page.mouse.move(x + side, y);
  await page.mouse.up();
  await expect.poll(links).toEqual(plain);
});
