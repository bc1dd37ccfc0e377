import type { Page } from '@playwright/test';
import { fingers } from './fixtures/fingers.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

const explorer = (page: Page) => page.getByTestId('explorer');
const pad = (page: Page) => explorer(page).getByTestId('pad-x');
const picture = (page: Page) =>
  explorer(page)
    .locator('canvas.explorer-picture')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** Where a place of the pad is on the screen, 0 to 1 from its left and from its lower edge. */
async function placeOf(page: Page, right: number, up: number): Promise<readonly [number, number]> {
  const box = await explorer(page).locator('.pad-live').boundingBox();
  if (!box) throw new Error('the pad is not on the screen');
  return [box.x + right * box.width, box.y + (1 - up) * box.height];
}

test('a drag on the pad of a node moves both numbers at once, as one step of undo', async ({ arcspace, page }) => {
  await arcspace.openExample('explorer');
  const where = async () => {
    const { x, y } = (await arcspace.workflow()).nodes.find(({ id }) => id === 'pad')?.parameters ?? {};
    return [x, y];
  };
  const row = await arcspace.widgetRect('pad', 'x');
  const middle = [row.x + row.width / 2, row.y - row.width / 2] as const;
  await arcspace.drag(middle, [middle[0] - row.width / 4, middle[1] - row.width / 4]);
  const [x, y] = await where();
  expect(x).toBeCloseTo(0.23, 1);
  expect(y).toBeCloseTo(0.77, 1);
  await page.mouse.dblclick(middle[0] + row.width / 8, middle[1]);
  expect(await where()).toEqual([0.5, 0.5]);
  // The press that the pad jumped to, and the middle.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  expect(await where()).toEqual([x, y]);
  await page.keyboard.press('Control+z');
  expect(await where()).toEqual([0.5, 0.5]);
});

test('the Explorer paints under the hand: mouse, keys and a double click', async ({ arcspace, page }) => {
  await arcspace.openExample('explorer');
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await expect(explorer(page)).toBeVisible();
  await arcspace.picture('decode');
  const middle = await picture(page);

  await page.mouse.move(...(await placeOf(page, 0.5, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(page, 0.1, 0.9)), { steps: 8 });
  await page.mouse.up();
  await expect(explorer(page).getByTestId('parameter-x')).toHaveValue('0.1');
  await expect(explorer(page).getByTestId('parameter-y')).toHaveValue('0.9');
  await expect.poll(() => picture(page)).not.toBe(middle);

  await pad(page).press('ArrowRight');
  await pad(page).press('Shift+ArrowDown');
  await expect(explorer(page).getByTestId('parameter-x')).toHaveValue('0.15');
  await expect(explorer(page).getByTestId('parameter-y')).toHaveValue('0.895');
  await page.keyboard.press('Control+z');
  await expect(explorer(page).getByTestId('parameter-y')).toHaveValue('0.9');

  await page.mouse.dblclick(...(await placeOf(page, 0.8, 0.2)));
  await expect(pad(page)).toHaveAttribute('aria-valuetext', /^0.50 from the left, 0.50 from the bottom/);
  await expect.poll(() => picture(page)).toBe(middle);

  await page.keyboard.press('Escape');
  await expect(explorer(page)).toBeHidden();
  await expect(page.getByTestId('live')).toHaveAttribute('aria-pressed', 'false');
});

test('a map of the whole pad is painted while the hand rests, and stays while it moves', async ({ arcspace, page }) => {
  await arcspace.openExample('explorer');
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '2');
  await arcspace.select('pad');
  await page.getByTestId('explore').click();
  const map = explorer(page).getByTestId('pad-map');
  await expect(map).toHaveAttribute('data-painted', '25', { timeout: 60_000 });
  await page.mouse.click(...(await placeOf(page, 0.7, 0.3)));
  await expect(map).toHaveAttribute('data-painted', '25');
  await arcspace.idle();
  await expect(map).toHaveAttribute('data-painted', '25');
  await explorer(page).getByRole('radio', { name: 'Great circle (slerp)' }).click();
  await expect(map).not.toHaveAttribute('data-painted', '25');
});

test('what is kept stands in the workflow, and a press on it goes back there', async ({ arcspace, page }) => {
  await arcspace.openExample('explorer');
  const before = (await arcspace.workflow()).nodes.length;
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await page.mouse.click(...(await placeOf(page, 1, 0)));
  await arcspace.picture('decode');
  await page.getByTestId('explorer-keep').click();
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(before + 3);
  const kept = (await arcspace.workflow()).nodes.at(-3);
  expect(kept?.parameters).toMatchObject({ x: 1, y: 0 });
  await pad(page).press('ArrowUp');
  await expect(explorer(page).getByTestId('parameter-y')).toHaveValue('0.05');
  await explorer(page).getByLabel('Kept place 1').click();
  await expect(explorer(page).getByTestId('parameter-y')).toHaveValue('0');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a finger drags the handle', async ({ arcspace, page }) => {
    await arcspace.openExample('explorer');
    await arcspace.canvas.focus();
    await page.keyboard.press('e');
    await expect(explorer(page)).toBeVisible();
    const touch = await fingers(page);
    await touch.to(await placeOf(page, 0.5, 0.5));
    await touch.to(await placeOf(page, 0.9, 0.7));
    await touch.lift();
    await expect(explorer(page).getByTestId('parameter-x')).toHaveValue('0.9');
    await expect(explorer(page).getByTestId('parameter-y')).toHaveValue('0.7');
  });
});

test('weights are sliders, with a pad for four and a triangle for three', async ({ arcspace, page }) => {
  await arcspace.openExample('multi-slerp');
  await arcspace.select('weights');
  await page.keyboard.press('Delete');
  await arcspace.select('blend');
  const inspector = page.getByTestId('inspector');
  const weights = async () => (await arcspace.workflow()).nodes.find(({ id }) => id === 'blend')?.parameters.weights;
  const live = inspector.locator('.pad-live');
  const press = async (right: number, up: number) => {
    const box = await live.boundingBox();
    if (!box) throw new Error('there is no pad in the inspector');
    await page.mouse.click(box.x + right * box.width, box.y + (1 - up) * box.height);
  };
  await press(1, 1);
  expect(await weights()).toEqual([0, 1, 0, 0]);
  await inspector.getByTestId('weight-1').fill('0.5');
  await inspector.getByTestId('weight-1').press('Enter');
  expect(await weights()).toEqual([0.5, 0.5, 0, 0]);

  await arcspace.clickWire('encode_d.latents', 'blend.points.4');
  await page.keyboard.press('Delete');
  await arcspace.select('blend');
  await expect(inspector.locator('.pad.triangle')).toBeVisible();
  await press(0.5, 1);
  expect(await weights()).toEqual([1, 0, 0]);
  await inspector.getByTestId('weights-pad').press('ArrowDown');
  expect(await weights()).toEqual([0.95, 0.025, 0.025]);
});

test('a random walk is started, stopped and stepped back, and is where its seed and its distance say', async ({
  arcspace,
  page,
}) => {
  await arcspace.leaveStartPage();
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '2');
  await arcspace.addNode('random walk', [500, 700]);
  await arcspace.wire('noise.latents', 'random_walk.latents');
  await arcspace.dragWire('random_walk.latents', 'denoise.latents');
  await arcspace.select('random_walk');
  await page.getByTestId('explore').click();
  const distance = explorer(page).getByTestId('parameter-distance');
  await expect(distance).toHaveValue('0');
  await explorer(page).getByRole('button', { name: 'Walk' }).click();
  await expect.poll(async () => Number(await distance.inputValue())).toBeGreaterThan(0.15);
  await explorer(page).getByRole('button', { name: 'Stop' }).click();
  const stopped = Number(await distance.inputValue());
  await arcspace.idle();
  expect(Number(await distance.inputValue())).toBe(stopped);
  const here = await picture(page);
  await explorer(page).getByRole('button', { name: 'Step back' }).click();
  await expect(distance).toHaveValue(String(Number((stopped - 0.05).toFixed(2))));
  await expect.poll(() => picture(page)).not.toBe(here);
  await explorer(page).getByRole('button', { name: 'Step on' }).click();
  await expect.poll(() => picture(page)).toBe(here);
  await explorer(page).getByRole('button', { name: 'Back to the start' }).click();
  await expect(distance).toHaveValue('0');
});

test('Explore on a picture makes a slider for every attribute that there are pictures of', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('image-to-image');
  await arcspace.select('picture');
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await expect(explorer(page)).toBeVisible();
  await expect(explorer(page).getByText('Night', { exact: true })).toBeVisible();
  await expect(explorer(page).getByTestId(/^weight-\d+$/)).toHaveCount(9);
  await expect(explorer(page).locator('canvas.explorer-picture')).toBeVisible({ timeout: 90_000 });
  await arcspace.idle();
  const plain = await picture(page);
  const night = explorer(page).getByRole('spinbutton', { name: 'Weights: Night' });
  await night.fill('1.5');
  await night.press('Enter');
  await expect.poll(() => picture(page)).not.toBe(plain);
  await explorer(page).getByRole('button', { name: 'Reset Night' }).click();
  await expect(night).toHaveValue('0');
  await expect.poll(() => picture(page)).toBe(plain);
  const slider = explorer(page).getByRole('slider', { name: 'Weights: Snow' });
  const box = await slider.boundingBox();
  if (!box) throw new Error('there is no slider');
  await arcspace.drag([box.x + box.width / 2, box.y + box.height / 2], [box.x + box.width, box.y + box.height / 2]);
  await expect(explorer(page).getByRole('spinbutton', { name: 'Weights: Snow' })).toHaveValue('2');
  await explorer(page).getByRole('button', { name: 'Reset all' }).click();
  await expect(explorer(page).getByRole('spinbutton', { name: 'Weights: Snow' })).toHaveValue('0');
  await page.keyboard.press('Escape');
  await arcspace.canvas.focus();
  for (let undone = 0; undone < 5; undone++) await page.keyboard.press('Control+z');
  expect((await arcspace.workflow()).nodes.some(({ type }) => type === 'attribute_set')).toBe(false);
});

test('the Explorer closes when its node is undone, and the keys are those of the canvas again', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('image-to-image');
  await arcspace.select('picture');
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await expect(explorer(page)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(explorer(page)).toBeHidden();
  await expect(page.getByTestId('live')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('e');
  await expect(explorer(page)).toBeVisible();
});
