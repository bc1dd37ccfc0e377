import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

async function selectBoth(arcspace: Arcspace, first: string, second: string): Promise<void> {
  await arcspace.select(first);
  await arcspace.page.keyboard.down('Shift');
  await arcspace.select(second);
  await arcspace.page.keyboard.up('Shift');
  await expect(arcspace.page.getByTestId('inspector').getByText('2 nodes')).toBeVisible();
}

const valuesOf = (arcspace: Arcspace, name: string) => async () =>
  (await arcspace.workflow()).nodes.map((node) => node.parameters[name]);

test('what several nodes have in common is set in all of them, and one undo takes it back', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('denoise', [80, 100]);
  await arcspace.addNode('denoise', [480, 100]);
  const steps = valuesOf(arcspace, 'steps');
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '30');
  const before = await steps();
  expect(before[0]).toBe(30);

  await selectBoth(arcspace, 'denoise', 'denoise_2');
  const field = page.getByTestId('parameter-steps');
  await expect(field).toHaveValue('');
  await expect(field).toHaveAttribute('placeholder', 'Mixed');
  await arcspace.setParameter('steps', '12');
  await expect.poll(steps).toEqual([12, 12]);
  await expect(field).toHaveValue('12');
  await page.keyboard.press('Control+z');
  await expect.poll(steps).toEqual(before);

  const box = await field.boundingBox();
  if (!box) throw new Error('the field of the steps has no place');
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect.poll(steps).toEqual([50, 50]);
  await page.keyboard.press('Control+z');
  await expect.poll(steps).toEqual(before);

  await page.getByTestId('parameter-sampler').selectOption('euler_ancestral');
  await expect.poll(valuesOf(arcspace, 'sampler')).toEqual(['euler_ancestral', 'euler_ancestral']);
  await expect(page.getByTestId('parameter-seed')).toBeVisible();
});

test('nodes of several kinds share what has the same name and kind', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('ksampler', [80, 100]);
  await arcspace.addNode('denoise', [480, 100]);
  await selectBoth(arcspace, 'ksampler', 'denoise');
  await arcspace.setParameter('steps', '8');
  await expect.poll(valuesOf(arcspace, 'steps')).toEqual([8, 8]);
  await expect(page.getByTestId('parameter-sampler')).toBeHidden();
});

test('a parameter without effect is out of sight, keeps its value, and says why where it is pinned', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('denoise', [80, 100]);
  await arcspace.select('denoise');
  const sampler = page.getByTestId('parameter-sampler');
  const seed = page.getByTestId('parameter-seed');
  const onNode = () => page.evaluate(() => window.arcspace.widgetRect('denoise', 'seed') !== undefined);
  await expect(seed).toBeHidden();
  expect(await onNode()).toBe(false);

  await sampler.selectOption('euler_ancestral');
  await arcspace.setParameter('seed', '77');
  await expect.poll(onNode).toBe(true);
  await sampler.selectOption('dpmpp_2m');
  await expect(seed).toBeHidden();
  await expect.poll(valuesOf(arcspace, 'seed')).toEqual([77]);

  await sampler.selectOption('euler_ancestral');
  await page.getByRole('button', { name: 'Use Seed as a workflow input' }).click();
  await sampler.selectOption('dpmpp_2m');
  await expect(seed).toBeDisabled();
  const why = 'No effect while Sampler is DPM++ 2M.';
  await expect(page.getByTestId('inspector').getByText(why)).toBeVisible();

  await page.keyboard.press('Control+Shift+u');
  const app = page.getByTestId('app-view');
  await expect(app.getByRole('spinbutton', { name: 'Seed' })).toBeDisabled();
  await expect(app.getByText(why)).toBeVisible();
  await page.keyboard.press('Control+Shift+u');
  await page.getByRole('button', { name: 'Use Seed as a workflow input' }).click();
  await expect(seed).toBeHidden();
});
