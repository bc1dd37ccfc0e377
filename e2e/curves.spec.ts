import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

const plane = (page: Page) => page.getByTestId('parameter-keys');
const keyFrame = (page: Page, at: string) => plane(page).getByRole('button', { name: `: ${at},` });

/** Where a place of the plane is on the screen, 0 to 1 from its left and from its lower edge. */
async function placeOf(page: Page, right: number, up: number): Promise<readonly [number, number]> {
  const box = await plane(page).locator('.curve-live').boundingBox();
  if (!box) throw new Error('the curve is not on the screen');
  return [box.x + right * box.width, box.y + (1 - up) * box.height];
}

test('a curve is set by mouse: a double click adds a key frame, a drag moves it, Delete removes it, Ctrl+Z brings it back', async ({
  arcspace,
  page,
}) => {
  const keys = async () => {
    const held = (await arcspace.workflow()).nodes.find(({ id }) => id === 'curve')?.parameters.keys;
    return (held as readonly { readonly at: number; readonly value: number }[] | undefined)?.map(({ at, value }) => [
      at,
      value,
    ]);
  };
  await arcspace.startEmpty();
  await arcspace.addNode('curve over time', [200, 160]);
  await arcspace.select('curve');

  await page.mouse.dblclick(...(await placeOf(page, 11 / 23, 0.5)));
  await expect.poll(keys).toEqual([
    [1, 0],
    [12, expect.closeTo(0.5, 1)],
    [24, 1],
  ]);
  await expect(keyFrame(page, 'frame 12')).toBeFocused();

  await page.mouse.move(...(await placeOf(page, 11 / 23, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(page, 6 / 23, (0.9 + 0.08) / 1.16)), { steps: 6 });
  await page.mouse.up();
  const dragged = (await keys())?.[1];
  expect(dragged).toEqual([7, expect.closeTo(0.9, 1)]);

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const moved = [8, expect.closeTo((dragged?.[1] ?? 0) - 0.01, 5)];
  expect((await keys())?.[1]).toEqual(moved);

  await page.keyboard.press('Delete');
  await expect.poll(keys).toHaveLength(2);
  expect((await arcspace.workflow()).nodes).toHaveLength(1);
  await page.keyboard.press('Control+z');
  expect((await keys())?.[1]).toEqual(moved);
});

test('the numbers of a curve go wherever a list of numbers does, and its plot marks the key frames', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load model', [20, 40]);
  await arcspace.addNode('noise', [270, 40]);
  await arcspace.addNode('curve over time', [270, 320]);
  await arcspace.select('curve');
  await arcspace.setParameter('frames', '5');
  await arcspace.addNode('slerp', [560, 40]);
  await arcspace.wire('noise.latents', 'slerp.a');
  await arcspace.wire('noise.latents', 'slerp.b');
  await arcspace.wire('curve.numbers', 'slerp.t');
  await arcspace.run();
  await arcspace.select('curve');
  await page.getByTestId('inspector').getByRole('button', { name: 'Show in Plots' }).click();
  await expect(page.getByTestId('report').getByRole('heading')).toHaveText('Curve over time');
  await expect(page.getByTestId('chart').first().getByRole('img')).toBeVisible();
  expect((await arcspace.state('slerp'))?.status).toBe('done');
});
