import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test('the app view shows inputs and results alone, runs, and gives the graph back as it was', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('text-to-image');
  await page.getByTestId('app-view-button').click();
  const view = page.getByTestId('app-view');
  await expect(view.getByRole('heading', { name: 'Text to image' })).toBeVisible();
  await expect(arcspace.canvas).toBeHidden();
  await expect(view.getByText('Run to see it')).toBeVisible();
  await view.getByLabel('Prompt').fill('a large green tree on a hill by day');
  // What edits the graph sleeps while nobody sees it.
  await page.getByRole('heading', { name: 'Text to image' }).click();
  const before = (await arcspace.workflow()).nodes.length;
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.getByTestId('run').click();
  await expect(view.getByRole('button', { name: 'Show picture 1 large' })).toBeVisible({ timeout: 60_000 });
  await view.getByRole('button', { name: 'Show picture 1 large' }).click();
  await expect(page.getByTestId('viewer')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByTestId('app-view-button').click();
  await expect(arcspace.canvas).toBeVisible();
  expect((await arcspace.workflow()).nodes).toHaveLength(before);
});

test('a workflow that is handed on opens in the app view, and another one in the graph', async ({ arcspace, page }) => {
  await arcspace.openExample('text-to-image');
  await page.keyboard.press('Control+Shift+u');
  await page.getByTestId('app-opens').click();
  await expect(page.getByTestId('app-opens')).toBeChecked();
  await page.keyboard.press('Control+s');
  await page.getByTestId('save-as-name').fill('For you');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('unsaved')).toBeHidden();
  // Out of the app view, and into a graph that fits the canvas, which had no size meanwhile.
  await page.keyboard.press('Control+Alt+n');
  await expect(arcspace.canvas).toBeVisible();
  await page.keyboard.press('Alt+PageUp');
  await expect(page.getByTestId('app-view').getByRole('heading', { name: 'For you' })).toBeVisible();
  await page.keyboard.press('Alt+PageDown');
  await expect(arcspace.canvas).toBeVisible();
  await page.getByTestId('rail-workflows').click();
  const panel = page.getByRole('region', { name: 'Workflows' });
  await panel.getByRole('button', { name: 'For you', exact: true }).click();
  await expect(page.getByTestId('app-view').getByRole('heading', { name: 'For you' })).toBeVisible();
  await page.getByTestId('app-view-button').click();
  await expect(arcspace.canvas).toBeVisible();
  await panel.getByRole('button', { name: 'Style transfer', exact: true }).click();
  await expect(page.getByTestId('file-name')).toHaveValue('Style transfer');
  await expect.poll(() => arcspace.zoom()).toBeGreaterThan(0.2);
});

test('a chosen result takes the place of those at the ends', async ({ arcspace, page }) => {
  await arcspace.openExample('scene-interpolation');
  const nodes = (await arcspace.workflow()).nodes;
  const decode = nodes.find(({ type }) => type === 'decode')?.id ?? '';
  const rect = await arcspace.nodeRect(decode);
  await page.mouse.click(rect.x + 40, rect.y + 10, { button: 'right' });
  await page.getByTestId('menu-output').click();
  await page.keyboard.press('Control+Shift+u');
  await expect(page.getByTestId(`output-${decode}`)).toBeVisible();
  await expect(page.getByTestId('app-view').getByRole('figure')).toHaveCount(1);
  await page.keyboard.press('Control+Shift+u');
});
