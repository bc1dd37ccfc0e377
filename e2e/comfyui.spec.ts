import { readFile } from 'node:fs/promises';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test('a dropped workflow of ComfyUI opens, and says how much of it was understood', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await dropFile(
    arcspace.canvas,
    'classic.json',
    'application/json',
    await readFile('fixtures/neighbours/classic.json'),
  );
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(11);
  await expect(page.getByTestId('toast').filter({ hasText: '10 of 11 nodes understood, 11 wires kept' })).toBeVisible();
  await page.screenshot({ path: 'test-results/comfyui-classic.png' });
});

for (const name of ['comfyui.png', 'comfyui.webp', 'comfyui.jpg']) {
  test(`a picture that carries one opens as the workflow: ${name}`, async ({ arcspace }) => {
    await arcspace.leaveStartPage();
    const type = `image/${name.split('.')[1]?.replace('jpg', 'jpeg')}`;
    await dropFile(arcspace.canvas, name, type, await readFile(`fixtures/neighbours/${name}`));
    await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type)).toContain('ksampler');
  });
}

test('a picture of A1111 becomes the workflow of its text', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await dropFile(arcspace.canvas, 'a1111.jpg', 'image/jpeg', await readFile('fixtures/neighbours/a1111.jpg'));
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type)).toContain('ksampler');
  await expect(page.getByTestId('toast').filter({ hasText: 'Parameters of A1111' })).toBeVisible();
});
