import { readdir, readFile } from 'node:fs/promises';
import { HOSTILE_WORKFLOWS } from '../src/graph/testing/hostileWorkflows.ts';
import type { Arcspace, WorkflowFacts } from './fixtures/arcspace.ts';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

test('a dropped workflow opens beside what was changed, which closing it brings back', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await arcspace.addNode('seed', [900, 620]);
  const before = await graphOf(arcspace);
  await dropFile(arcspace.canvas, 'sweep.json', 'application/json', await readFile('workflows/style-transfer.json'));
  await expect.poll(async () => (await arcspace.workflow()).name).toBe('Style transfer');
  await page.keyboard.press('Control+Alt+w');
  await expect.poll(() => graphOf(arcspace)).toEqual(before);
});

test('a dropped picture becomes a node that loads it', async ({ arcspace }) => {
  await arcspace.startEmpty();
  await dropFile(arcspace.canvas, 'boat.png', 'image/png', await readFile('images/pictures/content-boat.png'));
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type)).toEqual(['load_image']);
  await arcspace.run();
  expect(await arcspace.picture('load_image')).toMatch(/^128x128/);
});

test('a saved picture carries its workflow: dropping it opens the graph that made it', async ({
  arcspace,
  host,
  page,
}) => {
  await arcspace.leaveStartPage();
  const preview = await arcspace.nodeRect('decode');
  await arcspace.addNode('save image', [preview.x - 200, 520]);
  await arcspace.wire('decode.image', 'save_image.image');
  await arcspace.run();
  const files = await readdir(`${host.workspace}/results`);
  expect(files).toHaveLength(1);
  const saved = await readFile(`${host.workspace}/results/${files[0]}`);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(0);
  await dropFile(arcspace.canvas, 'result.png', 'image/png', saved);
  await expect.poll(async () => (await arcspace.workflow()).nodes.length).toBe(7);
});

/** All of the workflow but where the window looks, which is noted down a little later. */
async function graphOf(arcspace: Arcspace): Promise<Omit<WorkflowFacts, 'viewport'>> {
  const { viewport: _, ...graph } = await arcspace.workflow();
  return graph;
}

test('no hostile file crashes the editor, runs anything, or takes the graph away', async ({ arcspace, page }) => {
  test.setTimeout(240_000);
  await arcspace.leaveStartPage();
  await arcspace.addNode('seed', [900, 620]);
  for (const { name, text, verdict } of HOSTILE_WORKFLOWS) {
    const bytes = Buffer.from(text());
    if (bytes.length > 2e7) continue;
    await test.step(name, async () => {
      const before = await graphOf(arcspace);
      await dropFile(arcspace.canvas, 'hostile.json', 'application/json', bytes);
      if (verdict === 'refused') {
        await expect(page.getByTestId('toast').filter({ hasText: 'was not opened' })).toBeVisible();
        expect(await graphOf(arcspace)).toEqual(before);
      } else {
        await expect.poll(() => graphOf(arcspace)).not.toEqual(before);
        await page.keyboard.press('Control+Alt+w');
        await expect.poll(() => graphOf(arcspace)).toEqual(before);
      }
      expect(await page.evaluate(() => 'hacked' in window || 'polluted' in {})).toBe(false);
    });
  }
  await arcspace.run();
  expect(await arcspace.picture('decode')).toMatch(/^128x128/);
});

test('work that was not saved is offered again after a crash', async ({ arcspace, host, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('noise', [300, 300]);
  await expect(page.getByTestId('unsaved')).toBeVisible();
  const kept = () => readdir(`${host.workspace}/.arcspace/autosaves`).catch(() => []);
  await expect.poll(kept).not.toEqual([]);
  await arcspace.reopen();
  await page.getByTestId('recover').click();
  await expect.poll(async () => (await arcspace.workflow()).nodes.map((node) => node.type)).toEqual(['noise']);
});

test('folders to choose say where they lie and what is in them, and are found by their whole path', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load images', [300, 300]);
  await page.getByRole('button', { name: 'Choose a folder of pictures' }).click();
  const picker = page.getByRole('dialog', { name: 'Choose a folder of pictures' });
  const night = picker.getByRole('button', { name: 'images/sets/night/plus, 32 pictures' });
  await expect(night).toHaveText(/night \/ plus/);
  await expect(night.locator('img')).toHaveCount(4);
  await expect(night).toHaveAttribute('aria-pressed', 'true');
  await expect(picker.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(night).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(picker.getByRole('button', { name: 'images/sets/night/minus, 32 pictures' })).toBeFocused();
  await picker.getByRole('searchbox').fill('snow minus');
  await expect(picker.getByRole('button')).toHaveCount(1);
  await picker.getByRole('button', { name: 'images/sets/snow/minus, 32 pictures' }).press('Enter');
  await expect(picker).toBeHidden();
  expect((await arcspace.workflow()).nodes[0]?.parameters.folder).toBe('images/sets/snow/minus');
});

test('the picture for a field on the canvas is chosen with the keyboard alone', async ({ arcspace, page }) => {
  await arcspace.startEmpty();
  await arcspace.addNode('load image', [300, 300]);
  const path = async () => (await arcspace.workflow()).nodes[0]?.parameters.path;
  const picker = page.getByRole('dialog', { name: 'Choose a picture' });
  const before = await path();
  const clickField = async () => {
    const { x, y, width, height } = await arcspace.widgetRect('load_image', 'path');
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  await clickField();
  await expect(picker.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(picker).toBeHidden();
  expect(await path()).toBe(before);
  await clickField();
  await page.keyboard.type('style-tree-sunset');
  await expect(picker.getByRole('button', { name: 'images/pictures/style-tree-sunset.png' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(picker).toBeHidden();
  expect(await path()).toBe('images/pictures/style-tree-sunset.png');
});

test('an earlier version of a saved workflow is listed, brought back, and taken back by undo', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  await arcspace.addNode('text', [200, 200]);
  await page.keyboard.press('Control+s');
  await page.getByTestId('save-as-name').fill('Versions');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('save-as-name')).toBeHidden();
  await arcspace.addNode('noise', [500, 200]);
  await page.keyboard.press('Control+s');
  await page.keyboard.press('Escape');
  const versions = page.getByTestId('versions');
  await expect(versions.getByText('1 node')).toBeVisible();
  const count = async () => (await arcspace.workflow()).nodes.length;
  await versions.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(count).toBe(1);
  await page.keyboard.press('Control+z');
  await expect.poll(count).toBe(2);
});
