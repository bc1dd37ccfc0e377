import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Where the canvas looks different when all of it is painted anew. CSS pixels; null where it does not. */
async function seams(page: Page): Promise<object | null> {
  return page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=canvas]');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('there is no canvas');
    const pixels = () => context.getImageData(0, 0, canvas.width, canvas.height).data;
    const frames = async () => {
      for (let frame = 0; frame < 4; frame++) await new Promise((next) => requestAnimationFrame(next));
    };
    await frames();
    const before = pixels();
    // Whoever watches the theme paints everything.
    document.documentElement.dataset.theme = document.documentElement.dataset.theme ?? 'dark';
    await frames();
    const after = pixels();
    // A node that is copied from a bitmap differs along its edges by what rounding does to a colour.
    const differs = (index: number) => Math.abs((before[index] ?? 0) - (after[index] ?? 0)) > 12;
    const others = [...before.keys()].filter(differs).map((index) => index >> 2);
    if (others.length === 0) return null;
    const [across, down] = [others.map((at) => at % canvas.width), others.map((at) => Math.floor(at / canvas.width))];
    const range = (values: readonly number[]) => [
      values.reduce((low, at) => Math.min(low, at)),
      values.reduce((high, at) => Math.max(high, at)),
    ];
    return { pixels: others.length, x: range(across), y: range(down) };
  });
}

test('what was painted in parts looks as if it was painted at once', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [140, 160]);
  await arcspace.addNode('text', [460, 160]);
  await arcspace.addNode('noise', [300, 320]);
  const widget = await arcspace.widgetRect('number', 'value');
  const y = widget.y + widget.height / 2;
  // A value is scrubbed on its node, and the graph is moved.
  await arcspace.drag([widget.x + widget.width / 2, y], [widget.x + widget.width / 2 + 60, y]);
  expect(await seams(page)).toBeNull();
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!canvas) throw new Error('there is no canvas');
  await page.mouse.move(canvas.x + 20, canvas.y + 20);
  await page.keyboard.down('Space');
  await page.mouse.down();
  for (const [x, y] of [
    [60, 30],
    [140, 90],
    [90, 140],
  ] as const)
    await page.mouse.move(canvas.x + x, canvas.y + y);
  const moved = await seams(page);
  await page.mouse.up();
  await page.keyboard.up('Space');
  expect(moved).toBeNull();
});
