import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import type { Host } from './fixtures/host.ts';
import { expect, test } from './fixtures/test.ts';

const ids = async (arcspace: Arcspace) => (await arcspace.workflow()).nodes.map(({ id }) => id);

/** A frame pulled open around nodes. */
async function selectAround(arcspace: Arcspace, nodes: readonly string[]): Promise<void> {
  const rects = await Promise.all(nodes.map((id) => arcspace.nodeRect(id)));
  const left = Math.min(...rects.map(({ x }) => x)) - 12;
  const top = Math.min(...rects.map(({ y }) => y)) - 12;
  const right = Math.max(...rects.map(({ x, width }) => x + width)) + 12;
  const bottom = Math.max(...rects.map(({ y, height }) => y + height)) + 12;
  await arcspace.drag([left, top], [right, bottom]);
}

async function selectSeveral(arcspace: Arcspace, page: Page, nodes: readonly string[]): Promise<void> {
  const [first = '', ...more] = nodes;
  await arcspace.select(first);
  for (const id of more) {
    const { x, y } = await arcspace.nodeRect(id);
    await page.keyboard.down('Shift');
    await page.mouse.click(x + 40, y + 13);
    await page.keyboard.up('Shift');
  }
}

async function makeBlock(arcspace: Arcspace, page: Page, nodes: readonly string[]): Promise<void> {
  await selectSeveral(arcspace, page, nodes);
  await page.keyboard.press('Control+Shift+e');
  await expect.poll(() => ids(arcspace)).toContain('block');
}

/** The unsaved work that lies in the workspace. */
async function kept({ workspace }: Host): Promise<string> {
  const folder = join(workspace, '.arcspace/autosaves');
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  return texts.map((text) => (text === '' ? '' : JSON.parse(text).text)).join('\n');
}

async function open(arcspace: Arcspace, page: Page, block: string): Promise<void> {
  const { x, y } = await arcspace.nodeRect(block);
  await page.mouse.dblclick(x + 40, y + 13);
  await expect(page.getByTestId('breadcrumbs')).toBeVisible();
}

test('an own block is made, tried, saved and used in another workflow with eleven gestures, and is there after a reload', async ({
  arcspace,
  host,
  page,
}) => {
  await arcspace.openExample('text-to-image');
  let gestures = 0;
  const gesture = async (what: Promise<unknown>) => {
    gestures += 1;
    await what;
  };

  await gesture(selectAround(arcspace, ['model', 'prompt', 'noise', 'denoise', 'decode']));
  await gesture(page.keyboard.press('Control+Shift+e'));
  await expect.poll(() => ids(arcspace)).toContain('block');
  await gesture(page.getByTestId('show-denoise.guidance').click());
  await gesture(page.keyboard.press('Control+Enter'));
  await arcspace.idle();
  const first = await arcspace.picture('block');

  const slider = await arcspace.widgetRect('block', 'guidance');
  await gesture(
    arcspace.drag(
      [slider.x + 12, slider.y + slider.height / 2],
      [slider.x + slider.width / 2, slider.y + slider.height / 2],
    ),
  );
  await arcspace.run();
  gestures += 1;
  await expect.poll(() => arcspace.picture('block')).not.toBe(first);
  const second = await arcspace.picture('block');

  await gesture(page.getByTestId('save-own-block').click());
  await expect(page.getByText('Saved the block "Block"')).toBeVisible();
  await gesture(page.keyboard.press('Control+Alt+n'));
  await expect.poll(() => ids(arcspace)).toEqual([]);
  // A double click, and a word with Enter.
  await gesture(arcspace.addNode('block', [300, 200]));
  gestures += 1;
  await gesture(page.keyboard.press('Control+Enter'));
  await arcspace.idle();
  await expect.poll(() => arcspace.picture('block')).toBe(second);
  expect(gestures).toBeLessThanOrEqual(12);

  await expect.poll(() => kept(host)).toContain('"block"');
  await page.reload();
  await expect.poll(() => ids(arcspace)).toEqual(['block']);
  await page.getByTestId('rail-palette').click();
  await page.getByRole('button', { name: 'Rename Block' }).click();
  await page.getByLabel('New name of Block').fill('Lighthouse');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Lighthouse', exact: true }).click();
  await expect.poll(() => ids(arcspace)).toEqual(['block', 'block_2']);
  await page.getByRole('button', { name: 'Delete Lighthouse' }).click();
  await expect(page.getByText('Your blocks', { exact: true })).toBeHidden();
  expect(await ids(arcspace)).toEqual(['block', 'block_2']);
});

test('a block is opened and left, undone, made again and dissolved, with the places and wires that it had', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('text-to-image');
  const before = await arcspace.workflow();
  await makeBlock(arcspace, page, ['noise', 'denoise', 'decode']);
  expect(await ids(arcspace)).toEqual(['about', 'model', 'prompt', 'block']);

  await open(arcspace, page, 'block');
  expect(await ids(arcspace)).toEqual(['noise', 'denoise', 'decode', '$inputs', '$outputs']);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('breadcrumbs')).toBeHidden();

  await page.keyboard.press('Enter');
  await page.getByTestId('breadcrumbs').getByRole('button', { name: 'Text to image' }).click();
  expect(await ids(arcspace)).toContain('block');

  const { x, y } = await arcspace.nodeRect('block');
  await arcspace.drag([x + 40, y + 13], [x + 40, y + 113]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  expect(await ids(arcspace)).toEqual(before.nodes.map(({ id }) => id));
  await page.keyboard.press('Control+Shift+z');
  expect(await ids(arcspace)).toContain('block');

  await arcspace.select('block');
  await page.keyboard.press('Control+Shift+g');
  await expect.poll(() => ids(arcspace)).toEqual(before.nodes.map(({ id }) => id));
  const after = await arcspace.workflow();
  expect(after.nodes).toEqual(before.nodes);
  expect(after.links).toEqual(before.links);
});

test('undo of what was done in a block shows the block where it was done', async ({ arcspace, page }) => {
  await arcspace.openExample('text-to-image');
  await makeBlock(arcspace, page, ['noise', 'denoise']);
  await open(arcspace, page, 'block');
  await arcspace.select('noise');
  await arcspace.setParameter('seed', '77');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('breadcrumbs')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('breadcrumbs')).toBeVisible();
  const noise = (await arcspace.workflow()).nodes.find(({ id }) => id === 'noise');
  expect(noise?.parameters.seed).toBe(2);
});

test('the outline finds what lies in a block, and shows it there', async ({ arcspace, page }) => {
  await arcspace.openExample('text-to-image');
  await makeBlock(arcspace, page, ['noise', 'denoise']);
  await page.getByTestId('rail-outline').click();
  await page.getByLabel('Filter nodes').fill('noise');
  const rows = page.getByTestId('outline').locator('[aria-level="1"]');
  await rows.getByText('Noise', { exact: true }).click();
  await expect(page.getByTestId('breadcrumbs')).toBeVisible();
  await page.getByLabel('Filter nodes').fill('block');
  await expect(rows).toHaveText(['Block']);
});

test('a selection with something between it is refused with a sentence', async ({ arcspace, page }) => {
  await arcspace.openExample('text-to-image');
  await selectSeveral(arcspace, page, ['noise', 'decode']);
  await page.keyboard.press('Control+Shift+e');
  await expect(page.getByText('This would create a cycle: "Denoise" lies between')).toBeVisible();
  expect(await ids(arcspace)).not.toContain('block');
});

test('what fails in a block is shown at the block and, once it is opened, at its node', async ({ arcspace, page }) => {
  await arcspace.openExample('text-to-image');
  await makeBlock(arcspace, page, ['noise', 'denoise', 'decode']);
  await arcspace.clickWire('prompt.conditioning', 'block.conditioning');
  await page.keyboard.press('Delete');
  await arcspace.run();
  await expect.poll(async () => (await arcspace.state('block'))?.status).toBe('failed');
  expect((await arcspace.state('block'))?.problem?.message).toContain('"Denoise" needs a wire at Conditioning');
  await open(arcspace, page, 'block');
  expect((await arcspace.state('denoise'))?.status).toBe('failed');
  expect((await arcspace.state('noise'))?.problem).toBeUndefined();
});

test('a wire from the edge of an open block makes a new port, and blocks are copied with all that lies in them', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('text-to-image');
  await makeBlock(arcspace, page, ['noise', 'denoise']);
  await open(arcspace, page, 'block');
  await arcspace.wire('noise.latents', '$outputs.+');
  await page.keyboard.press('Escape');
  await arcspace.port('block.latents_2', 'output');

  await arcspace.select('block');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect.poll(() => ids(arcspace)).toContain('block_2');
  await open(arcspace, page, 'block_2');
  expect(await ids(arcspace)).toEqual(['noise_2', 'denoise_2', '$inputs', '$outputs']);
});
