import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import type { BrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

async function sweepSeeds({ canvas }: Arcspace, page: Page, seeds: string): Promise<void> {
  await canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep').click();
  await page.getByTestId('sweep-across-parameter').selectOption('noise.seed');
  await page.getByTestId('sweep-across-values').fill(seeds);
  await page.getByTestId('sweep-run').click();
}

async function showSheet({ canvas }: Arcspace, page: Page): Promise<void> {
  await canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep-sheet').click();
}

/** How many cells are there, of how many. */
const cellsDone = async (page: Page): Promise<number> =>
  Number((/^\d+/.exec((await page.getByTestId('sweep-progress').textContent()) ?? '') ?? ['0'])[0]);

test('a sweep shows its pictures beside their values, and a click on one opens the workflow with them', async ({
  arcspace,
  page,
}) => {
  await arcspace.leaveStartPage();
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '2');
  await arcspace.run();
  await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep').click();

  await page.getByTestId('sweep-across-parameter').selectOption('denoise.guidance');
  await page.getByTestId('sweep-across-values').fill('1:9');
  await expect(page.getByTestId('sweep-across-values')).toHaveAccessibleDescription(/does not say how many numbers/);
  await expect(page.getByTestId('sweep-across-note')).toContainText('"1:9" does not say how many numbers');
  await expect(page.getByTestId('sweep-run')).toBeDisabled();
  await page.getByTestId('sweep-across-values').fill('1:9:3');
  await page.getByTestId('sweep-down-parameter').selectOption('noise.seed');
  await page.getByTestId('sweep-down-values').fill('5,6');
  await expect(page.getByTestId('sweep-size')).toContainText(/^6 pictures, about /);
  await page.getByTestId('sweep-run').click();

  await expect(page.getByTestId('sweep-progress')).toHaveText('6 pictures');
  const cell = page.getByRole('button', { name: 'denoise.guidance 9, noise.seed 6' });
  const place = await cell.boundingBox();
  if (!place) throw new Error('the cell is not on the page');
  await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expect(page.getByTestId('sweep-sheet')).toBeHidden();
  const { nodes } = await arcspace.workflow();
  const parametersOf = (id: string) => nodes.find((node) => node.id === id)?.parameters;
  expect(parametersOf('denoise')).toMatchObject({ guidance: 9, steps: 2 });
  expect(parametersOf('noise')).toMatchObject({ seed: 6 });

  await page.keyboard.press('Control+Alt+w');
  expect((await arcspace.workflow()).nodes.find(({ id }) => id === 'noise')?.parameters).toMatchObject({ seed: 2 });
});

test('a sweep that is cancelled keeps what is done, and its sheet can be shown again', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep').click();
  await page.getByTestId('sweep-across-parameter').selectOption('noise.seed');
  await page.getByTestId('sweep-across-values').fill('1..400');
  await page.getByTestId('sweep-run').click();
  await expect(page.getByTestId('sweep-progress')).toContainText(/^[1-9]\d* of 400 pictures/);
  await page.getByTestId('sweep-cancel').click();
  await expect(page.getByTestId('sweep-cancel')).toBeHidden();
  await page.keyboard.press('Escape');
  await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep-sheet').click();
  await expect(page.getByTestId('sweep-progress')).toContainText(/^[1-9]\d* of 400 pictures$/);
});

test('a sweep goes on while its sheet is closed, is not replaced by another, and is cancelled as a run is', async ({
  arcspace,
  page,
}) => {
  const openDialog = async () => {
    await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
    await page.getByTestId('menu-sweep').click();
    await page.getByTestId('sweep-across-parameter').selectOption('noise.seed');
    await page.getByTestId('sweep-across-values').fill('1..400');
  };
  await arcspace.leaveStartPage();
  await openDialog();
  await page.getByTestId('sweep-run').click();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('sweep-sheet')).toBeHidden();
  await expect(page.getByTestId('sweep-status')).toContainText(/^Sweep \d+ of 400$/);
  await openDialog();
  await expect(page.getByTestId('sweep-size')).toContainText('Another sweep is running');
  await expect(page.getByTestId('sweep-run')).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.getByTestId('cancel').click();
  await expect(page.getByTestId('sweep-status')).toBeHidden();
  await expect(page.getByTestId('cancel')).toBeDisabled();
});

test('values are filled in at once: all choices, some at random, lines of a file, pictures; more axes are added', async ({
  arcspace,
  page,
}) => {
  await arcspace.leaveStartPage();
  await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep').click();
  await page.getByTestId('sweep-across-parameter').selectOption('denoise.sampler');
  await page.getByTestId('sweep-across-all').click();
  await expect(page.getByTestId('sweep-across-values')).toHaveValue('*');
  await expect(page.getByTestId('sweep-across-note')).toHaveText(/^\d\d values$/);
  await page.getByTestId('sweep-down-parameter').selectOption('noise.seed');
  await page.getByTestId('sweep-down-random').click();
  await expect(page.getByTestId('sweep-down-note')).toHaveText('8 values');
  await page.getByTestId('sweep-a-sheet-for-each-parameter').selectOption('prompt.text');
  const lines = { name: 'prompts.txt', mimeType: 'text/plain', buffer: Buffer.from('a red house\n\na cat, asleep\n') };
  await page.getByTestId('sweep-a-sheet-for-each-lines').setInputFiles(lines);
  await expect(page.getByTestId('sweep-a-sheet-for-each-values')).toHaveValue('["a red house","a cat, asleep"]');
  await page.getByTestId('sweep-a-sheet-for-each-values').fill('a {red|blue|green} house');
  await expect(page.getByTestId('sweep-a-sheet-for-each-note')).toHaveText('3 values');
  await page.getByTestId('sweep-more').click();
  await page.getByTestId('sweep-axis-4-parameter').selectOption('model.model');
  await page.getByTestId('sweep-axis-4-all').click();
  await expect(page.getByTestId('sweep-axis-4-note')).toHaveText(/^\d+ values?$/);
});

test('the value that a parameter has is offered as the only one, whatever signs it has', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.select('prompt');
  await arcspace.setParameter('text', 'a {red|blue} house');
  await arcspace.canvas.click({ button: 'right', position: { x: 20, y: 20 } });
  await page.getByTestId('menu-sweep').click();
  await page.getByTestId('sweep-across-parameter').selectOption('prompt.text');
  await expect(page.getByTestId('sweep-across-values')).toHaveValue(/^\["a \{red\|blue\} house/);
  await expect(page.getByTestId('sweep-across-note')).toHaveText('1 value');
});

test('a sweep goes on after a reload with what it had, and what was cancelled is continued', async ({
  arcspace,
  page,
}) => {
  test.slow();
  await arcspace.leaveStartPage();
  await sweepSeeds(arcspace, page, '1..400');
  await expect.poll(() => cellsDone(page), { timeout: 60_000 }).toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByTestId('sweep-status')).toBeVisible();
  await showSheet(arcspace, page);
  expect(await cellsDone(page)).toBeGreaterThan(0);
  await page.getByTestId('sweep-cancel').click();
  await expect(page.getByTestId('sweep-cancel')).toBeHidden();
  const done = await cellsDone(page);
  await page.reload();
  await expect(arcspace.canvas).toBeVisible();
  await expect(async () => {
    await showSheet(arcspace, page);
    await expect(page.getByTestId('sweep-progress')).toHaveText(`${done} of 400 pictures`, { timeout: 2000 });
  }).toPass();
  await page.getByTestId('sweep-go-on').click();
  await expect(page.getByTestId('sweep-go-on')).toBeHidden();
  await expect.poll(() => cellsDone(page), { timeout: 60_000 }).toBeGreaterThan(done);
  await page.getByTestId('sweep-cancel').click();
  await expect(page.getByTestId('sweep-cancel')).toBeHidden();
  const saving = page.waitForEvent('download');
  await page.getByTestId('sweep-csv').click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await saving).createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
  expect(lines).toHaveLength((await cellsDone(page)) + 1);
  expect(lines[0]).toMatch(/^noise\.seed,files,.*milliseconds,problem,key$/);
});

test.describe('of the browser host', () => {
  test.skip(({ electron }) => electron !== undefined, 'its end and its new start are those of the browser host');

  test('a sweep goes on when the host is started again', async ({ arcspace, page, host, pageErrors }) => {
    test.slow();
    await arcspace.leaveStartPage();
    await sweepSeeds(arcspace, page, '1..10');
    await expect.poll(() => cellsDone(page), { timeout: 60_000 }).toBeGreaterThan(1);
    await (host as BrowserHost).kill();
    await (host as BrowserHost).restart();
    await expect(page.getByTestId('sweep-progress')).toHaveText('10 pictures', { timeout: 60_000 });
    // A browser writes down that it could not reach the host.
    expect(pageErrors.splice(0).every((message) => message.includes('WebSocket'))).toBe(true);
  });
});
