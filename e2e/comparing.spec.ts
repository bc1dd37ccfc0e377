import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Loads a picture by a node of its own and runs it. */
async function load(arcspace: Arcspace, node: string, path: string): Promise<void> {
  await arcspace.select(node);
  await arcspace.setParameter('path', path);
  await arcspace.run();
  await arcspace.picture(node);
}

async function twoPictures(arcspace: Arcspace): Promise<void> {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [120, 60]);
  await load(arcspace, 'load_image', 'images/pictures/content-boat.png');
  await arcspace.addNode('load image', [460, 60]);
  await load(arcspace, 'load_image_2', 'images/pictures/content-house.png');
}

const viewer = (page: Page) => page.getByTestId('viewer');

test('the pixel under the pointer is told by its place and its colour, and by its typed place', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [120, 60]);
  await load(arcspace, 'load_image', 'images/pictures/content-boat.png');
  await arcspace.clickPicture('load_image', [0.5, 0.5]);
  const picture = viewer(page).getByRole('img');
  const box = await picture.boundingBox();
  if (!box) throw new Error('the picture is not on the page');
  const { width, height, rgb } = await picture.evaluate((canvas: HTMLCanvasElement) => {
    const at = [Math.floor(canvas.width / 2), Math.floor(canvas.height / 4)] as const;
    const data = canvas.getContext('2d')?.getImageData(...at, 1, 1).data ?? [];
    return { width: canvas.width, height: canvas.height, rgb: [...data].slice(0, 3) };
  });
  const at = (pixel: number, pixels: number, length: number) => ((Math.floor(pixel) + 0.5) / pixels) * length;
  await page.mouse.move(box.x + at(width / 2, width, box.width), box.y + at(height / 4, height, box.height));
  const values = page.getByTestId('pixel-values');
  await expect(page.getByTestId('pixel-x')).toHaveValue(String(Math.floor(width / 2)));
  await expect(page.getByTestId('pixel-y')).toHaveValue(String(Math.floor(height / 4)));
  await expect(values).toContainText(`R ${rgb[0]}G ${rgb[1]}B ${rgb[2]}`);

  // By keys alone.
  await page.getByTestId('pixel-x').focus();
  await page.mouse.move(5, 5);
  await page.getByTestId('pixel-x').fill('0');
  await page.getByTestId('pixel-y').fill('0');
  const corner = await picture.evaluate((canvas: HTMLCanvasElement) => [
    ...(canvas.getContext('2d')?.getImageData(0, 0, 1, 1).data ?? []),
  ]);
  await expect(values).toContainText(`R ${corner[0]}G ${corner[1]}B ${corner[2]}`);

  await page.getByTestId('zoom-actual').click();
  await expect(viewer(page)).toContainText('100 %');
  const actual = await picture.boundingBox();
  expect(actual?.width).toBeCloseTo(width, 3);
  expect(Number.isInteger(actual?.x)).toBe(true);
});

test('a result is compared with any other one: by a divider, beside each other, and as a difference with a gain', async ({
  arcspace,
  page,
}) => {
  await twoPictures(arcspace);
  await arcspace.clickPicture('load_image', [0.5, 0.5]);
  await page.getByTestId('compare').click();
  await expect(page.getByTestId('compare-slider')).toBeVisible();
  await expect(page.getByTestId('compare-choice')).toHaveCount(1);
  await expect(page.getByTestId('compare-labels')).toContainText('Load image');

  await page.getByTestId('compare-way').getByRole('radio', { name: 'side by side' }).check();
  await expect(viewer(page).locator('.viewer-stage')).toHaveCount(2);
  const [left, right] = await Promise.all(
    [0, 1].map((at) => viewer(page).locator('.viewer-stage').nth(at).boundingBox()),
  );
  await page.mouse.move((left?.x ?? 0) + 60, (left?.y ?? 0) + (left?.height ?? 0) / 2);
  expect(Math.abs((left?.width ?? 0) - (right?.width ?? 9))).toBeLessThan(2);

  await page.getByTestId('compare-way').getByRole('radio', { name: 'difference' }).check();
  await expect(page.getByTestId('compare-distance')).toHaveText(/^mean [\d.]+, max \d+ \(of 255\)$/);
  const brightness = () =>
    viewer(page)
      .locator('.viewer-picture canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        let sum = 0;
        data.forEach((value, at) => {
          if (at % 4 < 3) sum += value;
        });
        return sum;
      });
  const before = await brightness();
  await page.getByTestId('compare-gain').focus();
  await page.keyboard.press('End');
  await expect.poll(brightness).toBeGreaterThan(before);
  await page.keyboard.press('Escape');
  await expect(viewer(page)).toBeHidden();
});

test('all pairs of a batch are told by how far they are apart, and a pair opens', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load images', [200, 120]);
  await arcspace.run();
  await arcspace.picture('load_images');
  await arcspace.clickPicture('load_images', [0.5 / 6, 0.5 / 6]);
  await page.getByTestId('compare').click();
  await expect(viewer(page)).toContainText('1 of 32');
  await expect(page.getByTestId('compare-labels')).toContainText('2 of 32');
  await page.getByTestId('compare-frame').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('compare-labels')).toContainText('3 of 32');

  await page.getByTestId('all-pairs').click();
  await expect(page.getByRole('button', { name: /^Compare 2 and 5: [\d.]+$/ })).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
  await page.getByRole('button', { name: /^Compare 2 and 5: / }).click();
  await expect(page.getByTestId('compare-labels')).toContainText('2 of 32');
  await expect(page.getByTestId('compare-labels')).toContainText('5 of 32');
});

for (const width of [700, 420]) {
  test(`at ${width} px the comparison is whole: nothing lies beyond the window`, async ({ arcspace, page }) => {
    await twoPictures(arcspace);
    await arcspace.clickPicture('load_image', [0.5, 0.5]);
    await page.getByTestId('compare').click();
    await page.getByTestId('compare-way').getByRole('radio', { name: 'difference' }).check();
    await page.setViewportSize({ width, height: 800 });
    const beyond = await viewer(page).evaluate((dialog) =>
      [...dialog.querySelectorAll('button, input, h2')]
        .filter((each) => each.checkVisibility() && !each.closest('.viewer-picture'))
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
        .map((each) => each.outerHTML.slice(0, 80)),
    );
    expect(beyond).toEqual([]);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
  });
}
