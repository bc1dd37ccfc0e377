import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** Two long runs side by side leave a page little of two cores. */
const PATIENT = { timeout: 60_000 };

test('cancel stops a run in the middle and keeps the graph', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '900');
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await arcspace.state('denoise'))?.status, PATIENT).toBe('running');
  await page.getByTestId('cancel').click();
  await arcspace.idle();
  expect((await arcspace.state('decode'))?.pictures).toEqual([]);
  expect((await arcspace.workflow()).nodes).toHaveLength(6);

  await arcspace.setParameter('steps', '4');
  await arcspace.run();
  expect(await arcspace.picture('decode')).toMatch(/^128x128/);
});

test('Escape cancels what is under way', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '900');
  await page.keyboard.press('Control+Enter');
  await expect.poll(async () => (await arcspace.state('denoise'))?.status, PATIENT).toBe('running');
  await arcspace.canvas.focus();
  await page.keyboard.press('Escape');
  await arcspace.idle();
});

test.describe('in a host of its own', () => {
  test.use({ sharesHost: false });

  test('a killed engine is started again: the graph is there, the log says what happened, the next run works', async ({
    arcspace,
    page,
    host,
  }) => {
    await arcspace.leaveStartPage();
    await arcspace.select('denoise');
    await arcspace.setParameter('steps', '900');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await arcspace.state('denoise'))?.status, PATIENT).toBe('running');
    await host.killEngine();
    await arcspace.idle();
    await expect(page.getByTestId('toast')).toContainText(/engine/i);
    expect((await arcspace.workflow()).nodes).toHaveLength(6);

    await arcspace.setParameter('steps', '4');
    await arcspace.run();
    expect(await arcspace.picture('decode')).toMatch(/^128x128/);
  });
});

test('in live mode the picture follows the slider', async ({ arcspace, page }) => {
  await arcspace.openExample('style-transfer');
  await arcspace.run();
  const before = await arcspace.picture('grid');
  await page.getByTestId('live').click();
  const slider = await arcspace.widgetRect('transfer', 'strength');
  const y = slider.y + slider.height / 2;
  await arcspace.drag([slider.x + slider.width * 0.6, y], [slider.x + slider.width * 0.75, y]);
  await expect.poll(() => arcspace.picture('grid')).not.toBe(before);
});

test('an error is shown at the node, with what to do', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [300, 60]);
  await arcspace.select('load_image');
  await arcspace.setParameter('path', 'none.png');
  const below = async () => {
    const { x, y, width, height } = await arcspace.nodeRect('load_image');
    return page.screenshot({ clip: { x, y: y + height + 4, width, height: 60 } });
  };
  const before = await below();
  await arcspace.run();
  const state = await arcspace.state('load_image');
  expect(state?.status).toBe('failed');
  const { message = '', remedy = '' } = state?.problem ?? {};
  expect(message).toMatch(/^There is no "none\.png"/);
  expect(remedy).toMatch(/^Choose another file/);
  expect(await below()).not.toEqual(before);
  await expect(page.getByTestId('problem')).toContainText(message);
  await expect(page.getByTestId('problem')).toContainText(remedy);
  await expect(page.getByTestId('toast')).toContainText(message);

  await arcspace.setParameter('path', 'images/pictures/content-boat.png');
  await arcspace.run();
  expect((await arcspace.state('load_image'))?.problem).toBeUndefined();
  await expect(page.getByTestId('problem')).toBeHidden();
});

test('all wires that a node lacks are named in one sentence, the same at the node, beside it and in the log', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('mood gradient', [300, 300]);
  await arcspace.run();
  const sentence = '"Mood gradient" needs wires at Latents and To.';
  expect((await arcspace.state('mood_gradient'))?.problem?.message).toBe(sentence);
  await expect(page.getByTestId('problem')).toContainText(sentence);
  await expect(page.getByTestId('toast')).toContainText(sentence);
  await page.getByTestId('tab-log').click();
  await expect(page.getByTestId('log')).toContainText(sentence);
  await page.getByTestId('canvas').click({ position: { x: 20, y: 20 } });
  await page.getByTestId('toast').getByRole('button', { name: 'Show' }).click();
  await expect(page.getByTestId('toast')).toBeHidden();
  await expect(page.getByTestId('node-title')).toHaveValue('Mood gradient');
});

test('what is said about an error stays until the error is put right', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('decode', [300, 300]);
  await page.clock.install();
  await arcspace.run();
  await expect(page.getByTestId('toast')).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(page.getByTestId('toast')).toBeVisible();
  await arcspace.addNode('load model', [40, 60]);
  await arcspace.wire('load_model.vae', 'decode.vae');
  await expect(page.getByTestId('toast')).toBeHidden();
});

test('a batch lies side by side among the results, and each of its pictures opens', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load images', [200, 60]);
  await arcspace.run();
  await page.getByTestId('tab-results').click();
  const result = page.getByTestId('result');
  await expect(result.getByRole('img')).toHaveCount(5);
  await result.getByRole('button', { name: 'Show picture 3 of Load images large' }).click();
  await expect(page.getByTestId('viewer')).toContainText('3 of 32');
  await page.keyboard.press('Escape');
  await result.getByRole('button', { name: 'Show 27 more of Load images' }).click();
  await expect(page.getByTestId('viewer')).toContainText('6 of 32');
});

test('errors in the log are counted until it is opened', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('decode', [300, 60]);
  await arcspace.run();
  const tab = page.getByTestId('tab-log');
  await expect(tab).toHaveText('Log1');
  await tab.click();
  await expect(page.getByTestId('log')).toBeVisible();
  await expect(tab).toHaveText('Log');
});

test('a wide picture has a wide tile among the results', async ({ arcspace, page }) => {
  await arcspace.openExample('mood-gradient');
  await arcspace.run();
  await page.getByTestId('tab-results').click();
  const tile = await page.getByTestId('result').getByRole('img').boundingBox();
  expect(tile && tile.width / tile.height).toBeGreaterThan(2.5);
});
