import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** What can be pressed in the bar at the top and lies over another, or beyond the window. */
async function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('.top-bar button, .top-bar input')];
    const shown = all.filter((each) => each.checkVisibility());
    const named = shown.map((each) => ({ name: each.ariaLabel ?? each.innerText, box: each.getBoundingClientRect() }));
    const beyond = named.filter(({ box }) => box.left < 0 || box.right > innerWidth).map(({ name }) => name);
    const over = named.flatMap(({ name, box }, at) =>
      named
        .slice(at + 1)
        .filter((other) => box.left < other.box.right - 1 && other.box.left < box.right - 1)
        .map((other) => `${name} and ${other.name}`),
    );
    return [...beyond, ...over];
  });
}

for (const width of [1280, 700, 420]) {
  test(`at ${width} px nothing in the top bar overlaps, and Run can be pressed`, async ({ arcspace, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await arcspace.openExample('text-to-image');
    expect(await crowded(page)).toEqual([]);
    await page.getByTestId('run').click();
    await arcspace.idle();
    await expect(page.getByTestId('run')).toBeEnabled();
  });
}

test('at 700 px a panel at the left takes the place of the one at the right, and the canvas stays beside it', async ({
  arcspace,
  page,
}) => {
  await page.setViewportSize({ width: 700, height: 800 });
  await arcspace.openExample('text-to-image');
  const inspector = page.getByTestId('inspector');
  await expect(inspector).toBeVisible();
  await page.getByTestId('rail-workflows').click();
  await expect(inspector).toBeHidden();
  const canvas = await arcspace.canvas.boundingBox();
  expect(canvas?.width).toBeGreaterThan(250);
  await page.getByTestId('rail-workflows').click();
  await expect(inspector).toBeVisible();
});
