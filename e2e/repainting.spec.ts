import type { Page } from '@playwright/test';
import type { Paints } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

interface Compared {
  /** Where the canvas looks different when all of it is painted anew. CSS pixels; null where it does not. */
  readonly seams: object | null;
  /** What was painted until the picture that is compared. */
  readonly paints: Paints;
}

const paintsOf = (page: Page): Promise<Paints> => page.evaluate(() => window.arcspace.paints());

async function compared(page: Page): Promise<Compared> {
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
    const paints = window.arcspace.paints();
    // Whoever watches the theme paints everything.
    document.documentElement.dataset.theme = document.documentElement.dataset.theme ?? 'dark';
    await frames();
    const after = pixels();
    // A node that is copied from a bitmap differs along its edges by what rounding does to a colour.
    const differs = (index: number) => Math.abs((before[index] ?? 0) - (after[index] ?? 0)) > 12;
    const others = [...before.keys()].filter(differs).map((index) => index >> 2);
    if (others.length === 0) return { seams: null, paints };
    const [across, down] = [others.map((at) => at % canvas.width), others.map((at) => Math.floor(at / canvas.width))];
    const range = (values: readonly number[]) => [
      values.reduce((low, at) => Math.min(low, at)),
      values.reduce((high, at) => Math.max(high, at)),
    ];
    return { seams: { pixels: others.length, x: range(across), y: range(down) }, paints };
  });
}

test('what was painted in parts looks as if it was painted at once', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('number', [140, 160]);
  await arcspace.addNode('text', [460, 160]);
  await arcspace.addNode('noise', [300, 320]);
  const widget = await arcspace.widgetRect('number', 'value');
  const y = widget.y + widget.height / 2;
  // A value is scrubbed on its node.
  const start = await paintsOf(page);
  await arcspace.drag([widget.x + widget.width / 2, y], [widget.x + widget.width / 2 + 60, y]);
  const scrubbed = await compared(page);
  expect(scrubbed.paints.repaired).toBeGreaterThan(start.repaired);
  expect(scrubbed.seams).toBeNull();
  const canvas = await page.getByTestId('canvas').boundingBox();
  if (!canvas) throw new Error('there is no canvas');
  // The graph is moved. A moment later everything is painted anyway: on a busy machine before the picture is read, which shows nothing then.
  let isRepaired = false;
  for (let tries = 0; tries < 10 && !isRepaired; tries++) {
    await page.mouse.move(canvas.x + 20, canvas.y + 20);
    await page.keyboard.down('Space');
    await page.mouse.down();
    await page.mouse.move(canvas.x + 60, canvas.y + 30);
    await page.mouse.move(canvas.x + 140, canvas.y + 90);
    const before = await paintsOf(page);
    await page.mouse.move(canvas.x + 90, canvas.y + 140);
    const { seams, paints } = await compared(page);
    await page.mouse.up();
    await page.keyboard.up('Space');
    expect(seams).toBeNull();
    isRepaired = paints.repaired > before.repaired && paints.whole === before.whole;
  }
  expect(isRepaired).toBe(true);
});
