import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTheCpu } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

const folder = mkdtempSync(join(tmpdir(), 'arcspace-results-'));
test.use({ environment: { ...onTheCpu, ARCSPACE_RESULTS: folder } });

const kept = () => readdirSync(folder).filter((name) => name.endsWith('.kept'));

test('results are read from the disk after the engine was killed, and are gone when they are cleared', async ({
  arcspace,
  page,
  host,
}) => {
  await arcspace.leaveStartPage();
  await arcspace.run();
  expect((await arcspace.state('denoise'))?.status).toBe('done');
  await expect.poll(() => kept().length, { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(() => readdirSync(folder).length === kept().length).toBe(true);
  const picture = await arcspace.picture('decode');
  await host.killEngine();
  await expect.poll(() => page.getByTestId('toast').count()).toBeGreaterThan(0);
  await arcspace.run();
  expect((await arcspace.state('denoise'))?.status).toBe('cached');
  expect(await arcspace.picture('decode')).toBe(picture);

  await page.getByTestId('rail-settings').click();
  await page.getByTestId('settings-storage').click();
  await expect(page.getByText(folder)).toBeVisible();
  await page.getByTestId('stored-results-budget').selectOption({ label: '1.0 GB' });
  await page.getByTestId('clear-stored-results').click();
  await expect(page.getByTestId('clear-stored-results')).toBeDisabled();
  await expect(page.getByTestId('stored-results-budget')).toHaveValue(String(2 ** 30));
  expect(kept()).toEqual([]);
});
