import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

async function saveAs(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+s');
  await page.getByTestId('save-as-name').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('save-as-name')).toBeHidden();
}

/** A workflow with one node, saved, and the panel that lists it. */
async function savedFaces(arcspace: Arcspace, page: Page): Promise<Locator> {
  await arcspace.startEmpty();
  await arcspace.addNode('noise', [80, 120]);
  await saveAs(page, 'faces');
  await page.getByTestId('rail-workflows').click();
  return page.getByRole('region', { name: 'Workflows' });
}

const row = (panel: Locator, name: string) => panel.getByRole('button', { name, exact: true });

const filesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.json'));

async function middle(locator: Locator): Promise<[number, number]> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it has no place');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

test('the open workflow is renamed in the list, and goes on with its undo under its new name', async ({
  arcspace,
  page,
  host,
}) => {
  const panel = await savedFaces(arcspace, page);
  await arcspace.addNode('seed', [420, 320]);
  await row(panel, 'faces').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('portraits');
  await page.keyboard.press('Enter');
  await expect(row(panel, 'portraits')).toBeFocused();
  await expect(page.getByTestId('file-name')).toHaveValue('portraits');
  expect(filesIn(host.workspace)).toEqual(['portraits.json']);

  const types = async () => (await arcspace.workflow()).nodes.map(({ type }) => type);
  await page.keyboard.press('Control+z');
  await expect.poll(types).toEqual(['noise']);
  await expect(page.getByTestId('file-name')).toHaveValue('portraits');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(types).toEqual(['noise', 'seed']);
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('unsaved')).toBeHidden();
  expect(filesIn(host.workspace)).toEqual(['portraits.json']);
  expect(JSON.parse(readFileSync(join(host.workspace, 'portraits.json'), 'utf8')).nodes).toHaveLength(2);
});

test('a workflow is duplicated from its menu, and takes no name that is taken or that Windows refuses', async ({
  arcspace,
  page,
  host,
}) => {
  const panel = await savedFaces(arcspace, page);
  await row(panel, 'faces').click({ button: 'right' });
  await page.getByTestId('row-menu').getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(panel, 'faces copy')).toBeFocused();
  expect(filesIn(host.workspace)).toEqual(['faces copy.json', 'faces.json']);

  const field = panel.getByLabel('New name of faces copy');
  await page.keyboard.press('F2');
  await field.fill('FACES');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast').getByText('There is already a "faces.json"')).toBeVisible();
  await field.fill('con');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toast').getByText('Try "file-con".')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(panel, 'faces copy')).toBeVisible();
  expect(filesIn(host.workspace)).toEqual(['faces copy.json', 'faces.json']);
});

test('a workflow is dragged into a folder, and moved out of it by its menu', async ({ arcspace, page, host }) => {
  const panel = await savedFaces(arcspace, page);
  await panel.getByRole('button', { name: 'New folder' }).click();
  await page.keyboard.type('People');
  await page.keyboard.press('Enter');
  const folder = panel.getByRole('button', { name: /^People/ });
  await expect(folder).toBeVisible();

  await arcspace.drag(await middle(row(panel, 'faces')), await middle(folder));
  const inside = join(host.workspace, 'workflows/People/faces.json');
  await expect.poll(() => existsSync(inside)).toBe(true);
  await expect(page.getByTestId('unsaved')).toBeHidden();
  await expect(panel.locator('[data-folder="workflows/People"]').getByText('faces')).toBeVisible();

  await folder.focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('Portraits');
  await page.keyboard.press('Enter');
  await expect(panel.locator('[data-folder="workflows/Portraits"]').getByText('faces')).toBeVisible();
  await expect.poll(() => existsSync(join(host.workspace, 'workflows/Portraits/faces.json'))).toBe(true);
  await expect(page.getByTestId('unsaved')).toBeHidden();
  await panel.getByRole('button', { name: 'Rename the folder Portraits' }).click();
  await page.keyboard.type('People');
  await page.keyboard.press('Enter');
  await expect(folder).toBeVisible();

  await row(panel, 'faces').hover();
  await panel.getByRole('button', { name: 'More for faces' }).click();
  await page.getByTestId('row-menu').getByRole('menuitem', { name: 'Workspace' }).click();
  await expect.poll(() => filesIn(host.workspace)).toEqual(['faces.json']);
  expect(existsSync(inside)).toBe(false);
  await folder.hover();
  await panel.getByRole('button', { name: 'Delete the folder People' }).click();
  await expect(folder).toBeHidden();
});

test('a deleted workflow lies in the trash until that is emptied, and comes back from it', async ({
  arcspace,
  page,
  host,
}) => {
  const panel = await savedFaces(arcspace, page);
  const toTheTrash = async () => {
    await row(panel, 'faces').focus();
    await page.keyboard.press('Delete');
    await expect(row(panel, 'faces')).toBeHidden();
    expect(filesIn(host.workspace)).toEqual([]);
  };
  await toTheTrash();
  await expect(page.getByTestId('unsaved')).toBeVisible();
  expect((await arcspace.workflow()).nodes).toHaveLength(1);
  await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click();
  await expect(row(panel, 'faces')).toBeVisible();
  await expect(page.getByTestId('unsaved')).toBeHidden();

  await toTheTrash();
  const trash = panel.getByTestId('trash');
  await trash.getByText('Trash (1)').click();
  await trash.getByRole('button', { name: 'Restore faces' }).click();
  await expect(row(panel, 'faces')).toBeFocused();
  expect(filesIn(host.workspace)).toEqual(['faces.json']);

  await toTheTrash();
  await trash.getByText('Trash (1)').click();
  const asked = page.getByTestId('empty-trash');
  await trash.getByRole('button', { name: 'Empty trash' }).click();
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(trash.getByText('Trash (1)')).toBeVisible();
  await trash.getByRole('button', { name: 'Empty trash' }).click();
  await asked.getByRole('button', { name: 'Delete for good' }).click();
  await expect(trash).toBeHidden();
  expect(readdirSync(join(host.workspace, '.arcspace/trash'))).toEqual([]);
});
