import type { Locator, Page } from '@playwright/test';
import type { Arcspace } from './fixtures/arcspace.ts';
import type { BrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

test.slow();

/** The first run opens the model. */
const PATIENT = { timeout: 60_000 };

const jobs = (page: Page, status: string): Locator => page.getByTestId(`queue-${status}`).getByTestId('job');
const seedsOf = (page: Page, status: string): Promise<string[]> =>
  page.getByTestId(`queue-${status}`).getByTestId('job-seed').allTextContents();

const chooseSeeds = (page: Page, mode: string): Promise<void> =>
  page.getByTestId('queue-seeds').locator('label').filter({ hasText: mode }).click();

async function add(arcspace: Arcspace, steps: number, count: number): Promise<void> {
  const { page } = arcspace;
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', String(steps));
  await page.getByTestId('queue-open').click();
  await page.getByTestId('queue-count').fill(String(count));
  await page.getByTestId('queue-count').press('Tab');
  await chooseSeeds(page, 'Next');
  await page.getByTestId('queue-add').click();
}

async function middleOf(row: Locator): Promise<{ x: number; y: number }> {
  const place = await row.boundingBox();
  if (!place) throw new Error('the row is not on the page');
  return { x: place.x + 70, y: place.y + place.height / 2 };
}

async function dragOnto(page: Page, row: Locator, other: Locator): Promise<void> {
  const [from, to] = [await middleOf(row), await middleOf(other)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y - 4, { steps: 4 });
  await page.mouse.up();
}

test('runs that are queued have one seed after the other, and each opens as it was', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-queue').click();
  await expect(page.getByText('Nothing is queued')).toBeVisible();
  await page.getByTestId('queue-open').click();
  await page.getByTestId('queue-count').fill('3');
  await page.getByTestId('queue-count').press('Tab');
  await expect(page.getByTestId('queue-seeds-about')).toHaveText('Noise: 2, 3, 4');
  await chooseSeeds(page, 'Fixed');
  await expect(page.getByTestId('queue-seeds-about')).toHaveText('Noise: 2 for all');
  await page.keyboard.press('Escape');

  await add(arcspace, 2, 3);
  await expect(jobs(page, 'done')).toHaveCount(3, PATIENT);
  expect(await seedsOf(page, 'done')).toEqual(['seed 4', 'seed 3', 'seed 2']);
  await expect(page.getByTestId('job-picture').locator('img')).toHaveCount(3);
  await expect(page.getByTestId('queue-summary')).toHaveText('Nothing left to run');
  await page.getByTestId('job-picture').first().click();
  await expect(page.getByTestId('viewer')).toContainText('seed 4');
  await expect(page.getByTestId('viewer')).toContainText('128 × 128 px');
  await page.keyboard.press('Escape');
  const seed = async () => (await arcspace.workflow()).nodes.find(({ id }) => id === 'noise')?.parameters.seed;
  expect(await seed()).toBe(5);

  await jobs(page, 'done').last().getByTestId('job-open').click();
  await expect.poll(seed).toBe(2);
  await jobs(page, 'done').first().getByTestId('job-again').click();
  await expect(jobs(page, 'done')).toHaveCount(4, PATIENT);
  await page.getByTestId('queue-clear').click();
  await expect(page.getByText('Nothing is queued')).toBeVisible();
});

test('what waits is put in another order by mouse and keyboard, cancelled, and found again after a reload', async ({
  arcspace,
  page,
}) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-queue').click();
  await add(arcspace, 900, 5);
  await expect(jobs(page, 'running')).toHaveCount(1, PATIENT);
  expect(await seedsOf(page, 'waiting')).toEqual(['seed 3', 'seed 4', 'seed 5', 'seed 6']);

  await dragOnto(page, jobs(page, 'waiting').nth(2), jobs(page, 'waiting').first());
  await expect.poll(() => seedsOf(page, 'waiting')).toEqual(['seed 5', 'seed 3', 'seed 4', 'seed 6']);
  await jobs(page, 'waiting').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => seedsOf(page, 'waiting')).toEqual(['seed 3', 'seed 5', 'seed 4', 'seed 6']);
  await jobs(page, 'waiting').nth(2).hover();
  await jobs(page, 'waiting').nth(2).getByTestId('job-cancel').click();
  await expect.poll(() => seedsOf(page, 'waiting')).toEqual(['seed 3', 'seed 5', 'seed 6']);
  expect(await seedsOf(page, 'cancelled')).toEqual(['seed 4']);

  await page.reload();
  await expect.poll(() => seedsOf(page, 'waiting')).toEqual(['seed 3', 'seed 5', 'seed 6']);
  await expect(page.getByTestId('queue-status')).toContainText('Queue 4');
  await jobs(page, 'running').getByTestId('job-cancel').click();
  await expect.poll(() => seedsOf(page, 'running')).toEqual(['seed 3']);
  await page.getByTestId('queue-cancel-waiting').click();
  await expect(page.getByTestId('queue-waiting')).toBeHidden();
  const nodes = async () => (await arcspace.workflow()).nodes.length;
  const before = await nodes();
  await arcspace.select('denoise');
  await jobs(page, 'running').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByTestId('queue-running')).toBeHidden();
  await expect(page.locator('[data-job]:focus')).toHaveCount(1);
  for (const key of ['Delete', 'Backspace']) await page.keyboard.press(key);
  await page.getByTestId('job-open').first().focus();
  await page.keyboard.press('Delete');
  expect(await nodes()).toBe(before);
  await expect(page.getByTestId('queue-status')).toBeHidden();
});

test('the keys that add runs do so once for each press, and not over the app view', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-queue').click();
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByTestId('app-view')).toBeVisible();
  await page.keyboard.press('Control+Alt+Enter');
  await page.keyboard.press('Control+Shift+U');
  await expect(page.getByTestId('app-view')).toBeHidden();
  await page.keyboard.press('Control+Alt+Enter');
  await expect(jobs(page, 'done')).toHaveCount(1, PATIENT);
});

test('a run that is wanted for ever goes on until it is stopped', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-queue').click();
  await arcspace.select('denoise');
  await arcspace.setParameter('steps', '8');
  await page.getByTestId('queue-open').click();
  await chooseSeeds(page, 'Random');
  await page.getByTestId('queue-forever').click();
  await page.getByTestId('queue-add').click();
  await expect.poll(() => jobs(page, 'done').count(), PATIENT).toBeGreaterThan(2);
  expect(new Set(await seedsOf(page, 'done')).size).toBeGreaterThan(2);
  // Each run is another row in the same place, and stands there for less than a second.
  await expect(async () => {
    await page.getByTestId('job-limit').first().click({ force: true, timeout: 2_000 });
    await expect(page.getByTestId('queue-summary')).toHaveText('Nothing left to run', { timeout: 10_000 });
  }).toPass(PATIENT);
});

test('all runs are cancelled at once, and the time that is left is told', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-queue').click();
  await add(arcspace, 900, 40);
  await expect(jobs(page, 'running')).toHaveCount(1, PATIENT);
  await expect(page.getByTestId('queue-summary')).toContainText(/\d+ runs to go, .*left/, PATIENT);
  await page.getByTestId('queue-cancel-all').click();
  await expect(page.getByTestId('queue-summary')).toHaveText('Nothing left to run');
  for (const status of ['running', 'waiting']) await expect(page.getByTestId(`queue-${status}`)).toBeHidden();
  expect(await jobs(page, 'cancelled').count()).toBeGreaterThan(10);
});

test.describe('of the browser host', () => {
  test.skip(({ electron }) => electron !== undefined, 'its end and its new start are those of the browser host');

  test('a queue goes on where it was when the host is started again', async ({ arcspace, page, host, pageErrors }) => {
    await arcspace.leaveStartPage();
    await page.getByTestId('rail-queue').click();
    await add(arcspace, 150, 3);
    await expect(jobs(page, 'done')).toHaveCount(1, PATIENT);
    await (host as BrowserHost).kill();
    await (host as BrowserHost).restart();
    await expect(jobs(page, 'done')).toHaveCount(3, PATIENT);
    expect((await seedsOf(page, 'done')).sort()).toEqual(['seed 2', 'seed 3', 'seed 4']);
    // A browser writes down that it could not reach the host.
    expect(pageErrors.splice(0).every((message) => message.includes('WebSocket'))).toBe(true);
  });
});
