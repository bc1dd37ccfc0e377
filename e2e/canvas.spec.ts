import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test('an incompatible port takes no wire, a compatible one does', async ({ arcspace }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [80, 120]);
  await arcspace.addNode('decode', [480, 120]);
  await arcspace.addNode('prompt', [480, 420]);
  await arcspace.dragWire('text.text', 'decode.latents');
  expect((await arcspace.workflow()).links).toEqual([]);
  await arcspace.wire('text.text', 'prompt.text');
});

test('a wire dropped on nothing offers what fits and connects it', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [120, 160]);
  const from = await arcspace.port('load_image.image', 'output');
  await arcspace.drag(from, [from[0] + 260, from[1] + 160]);
  await expect(page.getByTestId('palette-search')).toBeVisible();
  const offered = await page.getByTestId('palette-item').allTextContents();
  expect(offered.some((text) => text.includes('Preview'))).toBe(true);
  expect(offered.some((text) => text.includes('Seed'))).toBe(false);
  await page.getByTestId('palette-search').fill('preview');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await arcspace.workflow()).links)
    .toEqual([{ from: 'load_image.image', to: 'preview_image.image' }]);
});

test('several selected nodes move together and come back with one undo', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [120, 160]);
  await arcspace.addNode('text', [480, 160]);
  const before = (await arcspace.workflow()).nodes.map((node) => node.position);
  await page.keyboard.press('Control+a');
  const header = await arcspace.nodeRect('number');
  await arcspace.drag([header.x + 40, header.y + 12], [header.x + 140, header.y + 92]);
  const moved = (await arcspace.workflow()).nodes.map((node) => node.position);
  const shift = (index: number) =>
    [0, 1].map((axis) => Math.round((moved[index]?.[axis] ?? 0) - (before[index]?.[axis] ?? 0)));
  expect(shift(0)).toEqual(shift(1));
  expect(shift(0)[0]).toBeGreaterThan(50);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.position)).toEqual(before);
});

test('a number is scrubbed with the mouse and typed as an expression', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [200, 200]);
  const value = async () => (await arcspace.workflow()).nodes[0]?.parameters.value;
  const widget = await arcspace.widgetRect('number', 'value');
  const y = widget.y + widget.height / 2;
  await arcspace.drag([widget.x + widget.width / 2, y], [widget.x + widget.width / 2 + 60, y]);
  const scrubbed = await value();
  expect(scrubbed).not.toBe(0);
  await page.mouse.dblclick(widget.x + widget.width / 2, y);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2*pi');
  await page.keyboard.press('Enter');
  await expect.poll(value).toBeCloseTo(6.283, 2);
});

test('copy, paste, bypass and mute answer to their keys', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [200, 200]);
  await arcspace.select('number');
  await page.keyboard.press('Control+d');
  await expect
    .poll(async () => (await arcspace.workflow()).nodes.map((node) => node.id))
    .toEqual(['number', 'number_2']);
  await page.keyboard.press('b');
  await expect.poll(async () => (await arcspace.workflow()).nodes[1]?.mode).toBe('bypass');
  await page.keyboard.press('m');
  await expect.poll(async () => (await arcspace.workflow()).nodes[1]?.mode).toBe('mute');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.id)).toEqual(['number']);
});

test('the wheel zooms at the pointer', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [300, 300]);
  const before = await arcspace.nodeRect('number');
  await page.mouse.move(before.x, before.y);
  await page.mouse.wheel(0, -240);
  await expect.poll(async () => (await arcspace.nodeRect('number')).width).toBeGreaterThan(before.width);
  const after = await arcspace.nodeRect('number');
  expect(Math.abs(after.x - before.x)).toBeLessThan(3);
  expect(Math.abs(after.y - before.y)).toBeLessThan(3);
});

test('text from a file is drawn as text, on the canvas and in every panel', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('note', [200, 200]);
  await arcspace.select('note');
  await page.getByTestId('parameter-text').fill('<img src=x onerror="window.hacked=1">');
  await page.getByTestId('rail-outline').click();
  await expect(page.getByTestId('outline')).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

test.describe('on a screen of twice the pixels', () => {
  test.use({ deviceScaleFactor: 2 });

  test('the canvas has twice the pixels and the mouse still meets the ports', async ({ arcspace }) => {
    await arcspace.startEmpty();
    const [pixels, points] = await arcspace.canvas.evaluate((canvas) => [
      (canvas as HTMLCanvasElement).width,
      canvas.getBoundingClientRect().width,
    ]);
    expect(pixels).toBeCloseTo(2 * (points ?? 0), -1);
    await arcspace.addNode('text', [80, 120]);
    await arcspace.addNode('prompt', [480, 120]);
    await arcspace.wire('text.text', 'prompt.text');
  });
});
