import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Host } from './host.ts';
import { median, percentile95, type Row } from './measure.ts';
import { openEditor, openWorkflow } from './page.ts';
import { slerpThenDecode, slerpThenDenoise } from './workflows.ts';

const MOVES = 25;

/** A real mouse drags the slider of slerp in live mode; each picture is waited for before the next move. */
export async function sliders(browser: Browser, host: Host): Promise<Row[]> {
  writeFileSync(join(host.workspace, 'slider.json'), slerpThenDecode);
  writeFileSync(join(host.workspace, 'steps.json'), slerpThenDenoise);
  const page = await openEditor(browser, host.url);
  const direct = await dragSlider(page, 'Slider to picture', 120);
  const throughSteps = await dragSlider(page, 'Slider through ten steps', 400);
  await page.close();
  return [
    row('Slider to painted picture, slerp -> decode, 128x128', direct, 50),
    row('Slider to painted picture through ten guided steps', throughSteps, 400),
  ];
}

function row(what: string, milliseconds: readonly number[], target: number): Row {
  const middle = median(milliseconds);
  return {
    what,
    measured: `${middle.toFixed(0)} ms (95 of 100 within ${percentile95(milliseconds).toFixed(0)})`,
    target: `at most ${target} ms`,
    met: middle <= target,
  };
}

/** Milliseconds from each input event to the last picture that followed it within `quiet` milliseconds of rest. */
async function dragSlider(page: Page, workflow: string, quiet: number): Promise<number[]> {
  await openWorkflow(page, workflow);
  const live = page.getByTestId('live');
  if ((await live.getAttribute('aria-pressed')) !== 'true') await live.click();
  await page.getByTestId('rail-outline').click();
  await page.getByTestId('outline').getByText('Slerp', { exact: true }).first().click();
  const slider = page.getByTestId('parameter-t-slider');
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not on the page');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  const times: number[] = [];
  for (let move = 0; move < MOVES + 3; move++) {
    await page.mouse.move(box.x + box.width * 0.4 + 2 * (move + 1), y);
    const time = await settled(page, quiet);
    // The first ones open sessions and warm up the page.
    if (move >= 3) times.push(time);
  }
  await page.mouse.up();
  await page.getByTestId('rail-workflows').click();
  return times;
}

async function settled(page: Page, quiet: number): Promise<number> {
  await page.waitForFunction(
    (rest) => window.paints.painted > 0 && performance.now() - window.paints.painted > rest,
    quiet,
    { polling: 20 },
  );
  return page.evaluate(() => window.paints.painted - window.paints.input);
}
