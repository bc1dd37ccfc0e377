import type { Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import type { BrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

test.slow();

const tiles = (page: Page) => page.getByTestId('gallery-tile');
const seedsOf = (page: Page) => page.getByTestId('gallery-seed').allTextContents();
const facts = (page: Page) => page.getByTestId('gallery-facts');

/** Runs the open example with each of these seeds, in two steps each. */
async function makePictures(arcspace: Arcspace, ...seeds: number[]): Promise<void> {
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '2');
  await arcspace.select('noise');
  for (const seed of seeds) {
    await arcspace.setParameter('seed', String(seed));
    await arcspace.run();
  }
}

async function openGallery(page: Page): Promise<void> {
  await page.getByTestId('rail-gallery').click();
  await expect(page.getByTestId('gallery')).toBeVisible();
}

const parameterOf = async (arcspace: Arcspace, node: string, parameter: string) =>
  (await arcspace.workflow()).nodes.find(({ id }) => id === node)?.parameters[parameter];

test('every picture that a run made is found again by its words, with what made it, also after a reload', async ({
  arcspace,
  page,
}) => {
  await arcspace.leaveStartPage();
  await openGallery(page);
  await expect(page.getByTestId('gallery-empty')).toContainText('No pictures yet.');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('gallery')).toBeHidden();

  await makePictures(arcspace, 5, 6);
  await arcspace.select('prompt');
  await page.getByTestId('parameter-text').fill('a blue whale');
  await arcspace.run();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(arcspace.canvas).toBeVisible();
  await page.keyboard.press('g');
  await expect.poll(() => seedsOf(page)).toEqual(['seed 6', 'seed 6', 'seed 5']);
  await expect(tiles(page).locator('img')).toHaveCount(3);

  await page.getByTestId('gallery-search').fill('whale blue');
  await expect(tiles(page)).toHaveCount(1);
  await tiles(page).getByTestId('gallery-open').click();
  await expect(facts(page)).toContainText('a blue whale');
  await expect(facts(page)).toContainText('128 × 128 px');
  await expect(facts(page)).toContainText('Changed parameters');
  await page.keyboard.press('Escape');
  await page.getByTestId('gallery-search').fill('nothing of the kind');
  await expect(page.getByTestId('gallery-empty')).toContainText('No matching pictures.');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(tiles(page)).toHaveCount(3);

  await tiles(page).first().getByTestId('gallery-open').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(facts(page).getByText('5', { exact: true })).toBeVisible();
  await page.getByTestId('gallery-open-workflow').click();
  await expect(page.getByTestId('gallery')).toBeHidden();
  await expect.poll(() => parameterOf(arcspace, 'noise', 'seed')).toBe(5);
  expect(await parameterOf(arcspace, 'denoise', 'steps')).toBe(2);
});

test('favourites are set by mouse and key, and a deleted picture comes back', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await makePictures(arcspace, 5, 6, 7);
  await openGallery(page);
  await expect(tiles(page)).toHaveCount(3);
  await tiles(page).nth(2).hover();
  await tiles(page).nth(2).getByTestId('gallery-star').click();
  await expect(tiles(page).nth(2)).toHaveAttribute('data-favourite', 'true');
  await tiles(page).first().getByTestId('gallery-open').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('f');
  await expect(tiles(page).nth(1)).toHaveAttribute('data-favourite', 'true');
  await page.getByTestId('gallery-favourites').click();
  await expect.poll(() => seedsOf(page)).toEqual(['seed 6', 'seed 5']);
  await page.getByTestId('gallery-favourites').click();

  await tiles(page).nth(1).getByTestId('gallery-open').focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => seedsOf(page)).toEqual(['seed 7', 'seed 5']);
  await expect(tiles(page).nth(1).getByTestId('gallery-open')).toBeFocused();
  await page.getByTestId('toast').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => seedsOf(page)).toEqual(['seed 7', 'seed 6', 'seed 5']);

  await tiles(page).first().getByTestId('gallery-open').press('Enter');
  await expect(page.getByTestId('gallery-entry')).toBeFocused();
  const older = page.getByRole('button', { name: 'Older picture' });
  await older.press('Enter');
  await expect(older).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.getByTestId('gallery-delete').click();
  await expect(facts(page).getByText('6', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect.poll(() => seedsOf(page)).toEqual(['seed 6', 'seed 5']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => seedsOf(page)).toEqual(['seed 7', 'seed 6', 'seed 5']);
});

test('the values of a picture go into the open workflow, where it has those parameters', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await makePictures(arcspace, 5, 6);
  const nodes = (await arcspace.workflow()).nodes.length;
  await arcspace.setParameter('seed', '100');
  await openGallery(page);
  await tiles(page).nth(1).getByTestId('gallery-open').click();
  await page.getByTestId('gallery-use-values').click();
  await expect.poll(() => parameterOf(arcspace, 'noise', 'seed')).toBe(5);
  expect((await arcspace.workflow()).nodes).toHaveLength(nodes);
  await page.keyboard.press('Control+z');
  await expect.poll(() => parameterOf(arcspace, 'noise', 'seed')).toBe(100);

  await page.getByTestId('mark').click();
  await arcspace.startEmpty();
  await openGallery(page);
  await tiles(page).first().getByTestId('gallery-open').click();
  await page.getByTestId('gallery-use-values').click();
  await expect(page.getByTestId('toast')).toContainText('has none of the parameters of this picture');
});

test('two pictures are compared with a divider, more of them in a row', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await makePictures(arcspace, 5, 6, 7);
  await openGallery(page);
  await expect(tiles(page)).toHaveCount(3);
  for (const at of [0, 1]) {
    await tiles(page).nth(at).hover();
    await tiles(page).nth(at).getByTestId('gallery-mark').click();
  }
  await expect(page.getByTestId('gallery-selection')).toContainText('2 pictures selected');
  await page.getByTestId('gallery-compare').click();
  const place = await page.getByTestId('compare-slider').boundingBox();
  if (!place) throw new Error('the divider is not on the page');
  await page.mouse.click(place.x + place.width * 0.75, place.y + place.height / 2);
  await expect.poll(async () => Number(await page.getByTestId('compare-slider').inputValue())).toBeCloseTo(0.75, 1);
  await page.keyboard.press('Escape');
  await tiles(page).nth(2).getByTestId('gallery-open').focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('c');
  await expect(page.getByTestId('gallery-compared').locator('canvas')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('gallery-selection')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('gallery')).toBeHidden();
});

test('a gallery that is off takes no pictures, and all of them go at once', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await makePictures(arcspace, 5);
  await openGallery(page);
  await expect(tiles(page)).toHaveCount(1);
  await page.getByTestId('gallery-settings').click();
  await page.getByTestId('gallery-keeps').click();
  await expect(page.getByTestId('gallery-note')).toContainText('The gallery is off');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('gallery')).toBeHidden();
  await makePictures(arcspace, 6);
  await openGallery(page);
  await expect(tiles(page)).toHaveCount(1);
  await page.getByTestId('gallery-settings').click();
  await page.getByTestId('gallery-clear').click();
  await expect(page.getByTestId('gallery-empty')).toBeVisible();
  await expect(page.getByTestId('toast')).toContainText('1 picture deleted.');
});

test('pictures of queued runs are there, too', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('queue-open').click();
  await page.getByTestId('queue-count').fill('3');
  await page.getByTestId('queue-count').press('Tab');
  await page.getByTestId('queue-add').click();
  await openGallery(page);
  await expect(tiles(page)).toHaveCount(3, { timeout: 60_000 });
});

test.describe('of the browser host', () => {
  test.skip(({ electron }) => electron !== undefined, 'its end and its new start are those of the browser host');

  test('pictures are there again when the host was killed', async ({ arcspace, page, host, pageErrors }) => {
    await arcspace.leaveStartPage();
    await makePictures(arcspace, 5, 6);
    await (host as BrowserHost).kill();
    await (host as BrowserHost).restart();
    await openGallery(page);
    await expect.poll(() => seedsOf(page)).toEqual(['seed 6', 'seed 5']);
    await expect(tiles(page).locator('img')).toHaveCount(2);
    // A browser writes down that it could not reach the host.
    expect(pageErrors.splice(0).every((message) => message.includes('WebSocket'))).toBe(true);
  });
});
