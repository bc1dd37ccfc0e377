import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

const explorer = (page: Page) => page.getByTestId('explorer');
const surface = (page: Page) => explorer(page).getByTestId('paint-surface');
const paint = (page: Page) => explorer(page).getByTestId('paint');
const picture = (page: Page) =>
  explorer(page)
    .locator('canvas.explorer-picture')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

interface Stroke {
  readonly points: readonly number[];
  readonly value: number;
}

/** Where a place of the square picture is on the screen, 0 to 1 from its left and from its top. */
async function placeOf(page: Page, across: number, down: number): Promise<readonly [number, number]> {
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('nothing can be painted');
  const side = Math.min(box.width, box.height);
  return [box.x + box.width / 2 + (across - 0.5) * side, box.y + box.height / 2 + (down - 0.5) * side];
}

async function stroke(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await page.mouse.move(...(await placeOf(page, ...from)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(page, ...to)), { steps: 8 });
  await page.mouse.up();
}

test('a mask is painted over its picture by mouse: strokes, eraser, fill, clear and undo', async ({
  arcspace,
  page,
}) => {
  const strokes = async () => {
    const mask = (await arcspace.workflow()).nodes.find(({ id }) => id === 'paint_mask');
    return (mask?.parameters.strokes ?? []) as readonly Stroke[];
  };
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [100, 100]);
  await arcspace.addNode('paint mask', [500, 100]);
  await arcspace.wire('load_image.image', 'paint_mask.image');
  await arcspace.select('paint_mask');
  await page.getByTestId('explore').click();
  await arcspace.picture('load_image');

  await stroke(page, [0.2, 0.3], [0.7, 0.3]);
  await expect(paint(page)).toHaveAttribute('data-strokes', '1');
  const [first] = await strokes();
  expect(first?.value).toBe(1);
  expect(first?.points.slice(0, 2)).toEqual([expect.closeTo(0.2, 1), expect.closeTo(0.3, 1)]);
  expect(first?.points.slice(-2)).toEqual([expect.closeTo(0.7, 1), expect.closeTo(0.3, 1)]);

  await explorer(page).getByRole('radio', { name: 'Erase' }).click();
  await stroke(page, [0.45, 0.2], [0.45, 0.4]);
  await expect.poll(async () => (await strokes()).map(({ value }) => value)).toEqual([1, 0]);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await strokes()).length).toBe(1);

  await explorer(page).getByRole('radio', { name: 'Paint' }).click();
  await explorer(page).getByRole('button', { name: 'Fill' }).click();
  await expect.poll(async () => (await strokes()).at(-1)).toMatchObject({ points: [], value: 1 });
  await explorer(page).getByRole('button', { name: 'Clear' }).click();
  await expect.poll(async () => (await strokes()).length).toBe(0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await strokes()).length).toBe(1);
});

test('a direction is painted into the picture, which follows the brush', async ({ arcspace, page }) => {
  await arcspace.openExample('direction-brush');
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await arcspace.picture('decode');
  const before = await picture(page);

  await stroke(page, [0.15, 0.2], [0.15, 0.8]);
  await expect.poll(() => picture(page)).not.toBe(before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => picture(page)).toBe(before);

  await explorer(page).getByTestId('parameter-strength').fill('0');
  await page.keyboard.press('Enter');
  await expect.poll(() => picture(page)).not.toBe(before);
});

test('strokes are made by the keyboard alone, and Escape ends one before it closes the Explorer', async ({
  arcspace,
  page,
}) => {
  const last = async () => {
    const brush = (await arcspace.workflow()).nodes.find(({ id }) => id === 'brush');
    return (brush?.parameters.strokes as readonly Stroke[] | undefined)?.at(-1);
  };
  await arcspace.openExample('direction-brush');
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await arcspace.picture('decode');
  await surface(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('x');
  await expect(explorer(page).getByRole('radio', { name: 'Erase' })).toBeChecked();
  await page.keyboard.press('x');
  await page.keyboard.press(']');
  await expect(explorer(page).getByTestId('brush-size')).toHaveValue('25');
  await page.keyboard.press(' ');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowUp');
  await expect(surface(page)).toHaveAttribute('aria-valuetext', 'Brush down, 48 % across, 44 % down');
  await page.keyboard.press('Escape');
  await expect(surface(page)).toHaveAttribute('aria-valuetext', /^Brush up/);
  expect(await last()).toMatchObject({ points: [0.48, 0.5, 0.48, 0.46], radius: 0.125, value: 1 });
  await page.keyboard.press('Escape');
  await expect(explorer(page)).toBeHidden();
});

test('in a narrow window strokes lie under the hand, a held Space lowers the brush once, and an undo ends a stroke', async ({
  arcspace,
  page,
}) => {
  const strokes = async () => {
    const brush = (await arcspace.workflow()).nodes.find(({ id }) => id === 'brush');
    return (brush?.parameters.strokes ?? []) as readonly Stroke[];
  };
  await arcspace.openExample('direction-brush');
  await page.setViewportSize({ width: 700, height: 800 });
  await arcspace.canvas.focus();
  await page.keyboard.press('e');
  await arcspace.picture('decode');
  const before = (await strokes()).length;

  const box = await explorer(page).locator('canvas.explorer-picture').boundingBox();
  if (!box) throw new Error('there is no picture');
  await page.mouse.click(box.x + 0.25 * box.width, box.y + 0.75 * box.height);
  await expect.poll(async () => (await strokes()).length).toBe(before + 1);
  expect((await strokes()).at(-1)?.points).toEqual([expect.closeTo(0.25, 1), expect.closeTo(0.75, 1)]);

  await surface(page).focus();
  await page.keyboard.down(' ');
  await page.keyboard.down(' ');
  await page.keyboard.up(' ');
  await expect(surface(page)).toHaveAttribute('aria-valuetext', /^Brush down/);
  expect((await strokes()).length).toBe(before + 2);
  await page.keyboard.press('Control+z');
  await expect(surface(page)).toHaveAttribute('aria-valuetext', /^Brush up/);
  await page.keyboard.press('ArrowUp');
  expect((await strokes()).length).toBe(before + 1);

  await explorer(page).getByLabel('Picture', { exact: true }).selectOption({ label: 'Image grid' });
  await expect(surface(page)).toBeHidden();
  await expect(explorer(page).getByText('Choose Decode above to paint.')).toBeVisible();
});
