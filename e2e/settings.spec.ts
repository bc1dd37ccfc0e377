import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

const row = (page: Page, command: string) => page.getByTestId(`shortcut-${command}`);
const change = (page: Page, command: string) => row(page, command).getByRole('button', { name: /^Change/ });
const live = (page: Page) => page.getByTestId('live');

async function openShortcuts(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByTestId('settings-shortcuts').click();
}

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test('a shortcut is changed by pressing it, does what the old one did, and every place shows it', async ({
  arcspace,
  page,
}) => {
  await arcspace.openExample('text-to-image');
  await openShortcuts(page);
  await change(page, 'live').click();
  await expect(page.getByTestId('shortcut-waits')).toBeVisible();
  await page.keyboard.press('Control+Alt+l');
  await expect(row(page, 'live')).toContainText('Alt');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('settings')).toBeHidden();

  await expect(live(page)).toHaveAttribute('title', /\(Ctrl\+Alt\+L\)$/);
  await arcspace.canvas.focus();
  await page.keyboard.press('l');
  await expect(live(page)).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Control+Alt+l');
  await expect(live(page)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('?');
  await expect(page.getByTestId('shortcuts').locator('.sheet-row', { hasText: 'Live' }).locator('kbd')).toHaveText([
    'Ctrl',
    'Alt',
    'L',
  ]);
  await page.keyboard.press('Escape');

  await arcspace.reopen();
  await expect(live(page)).toHaveAttribute('title', /\(Ctrl\+Alt\+L\)$/);
});

test('theme and budgets are set, and are there again after a reload', async ({ arcspace, page }) => {
  await arcspace.leaveStartPage();
  await page.getByTestId('rail-settings').click();
  await page.getByTestId('settings-theme').getByRole('radio', { name: 'Light' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByTestId('settings-storage').click();
  await page.getByTestId('cache-budget').selectOption({ label: '1.0 GB' });
  await page.getByTestId('results-budget').selectOption({ label: '64 MB' });
  await page.keyboard.press('Escape');
  await arcspace.reopen();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.getByTestId('rail-settings').click();
  await page.getByTestId('settings-storage').click();
  await expect(page.getByTestId('cache-budget')).toHaveValue(String(2 ** 30));
  await expect(page.getByTestId('results-budget')).toHaveValue(String(64 * 2 ** 20));
  await page.getByTestId('settings-appearance').click();
  await page.getByTestId('settings-theme').getByRole('radio', { name: 'Dark' }).check();
});

test.describe('on a host that others use too', () => {
  test.use({ sharesHost: true });

  test('keys that another command has are named, and are taken from it when that is wished', async ({
    arcspace,
    page,
  }) => {
    await arcspace.leaveStartPage();
    await openShortcuts(page);
    await change(page, 'frame').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+d');
    await expect(page.getByTestId('shortcut-conflict')).toContainText('Ctrl+D is used by Duplicate.');
    await page.getByTestId('shortcut-move').click();
    await expect(row(page, 'frame')).toContainText('D');
    await expect(row(page, 'duplicate')).toContainText('none');

    // What the clipboard means cannot be taken.
    await change(page, 'map').click();
    await page.keyboard.press('Control+c');
    await expect(page.getByTestId('shortcut-conflict')).toContainText('reserved for Copy');
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('settings')).toBeVisible();

    await row(page, 'duplicate')
      .getByRole('button', { name: /^Reset/ })
      .click();
    await expect(row(page, 'duplicate')).toContainText('D');
    await page.getByTestId('shortcuts-reset').click();
    await expect(row(page, 'frame').locator('kbd')).toHaveText(['F']);
    await expect(page.getByTestId('shortcuts-reset')).toBeDisabled();
  });

  test('the folders are shown, to be copied', async ({ arcspace, page }) => {
    await arcspace.leaveStartPage();
    await page.getByTestId('rail-settings').click();
    await page.getByTestId('settings-folders').click();
    await expect(page.getByTestId('settings')).toContainText('arcspace-e2e-');
    await expect(page.getByTestId('settings-roots').getByRole('button').first()).toBeVisible();
    expect(await page.getByTestId('settings-roots').getByRole('listitem').count()).toBeGreaterThan(0);
  });

  for (const theme of ['dark', 'light'] as const) {
    for (const width of [1280, 700, 420]) {
      test(`every page is whole and without violations at ${width} px in the ${theme} theme`, async ({
        arcspace,
        page,
      }) => {
        test.slow();
        await arcspace.leaveStartPage();
        await page.evaluate((name) => {
          document.documentElement.dataset.theme = name;
        }, theme);
        await page.setViewportSize({ width, height: 800 });
        await arcspace.canvas.focus();
        await page.keyboard.press('Control+,');
        for (const name of ['appearance', 'folders', 'storage', 'device', 'shortcuts']) {
          await page.getByTestId(`settings-${name}`).click();
          await page.waitForTimeout(300);
          const beyond = await page.getByTestId('settings').evaluate((dialog) =>
            [...dialog.querySelectorAll('button, input, select, h3, kbd')]
              .filter((each) => each.checkVisibility())
              .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
              .map((each) => each.outerHTML.slice(0, 80)),
          );
          expect(beyond, name).toEqual([]);
          expect(await violations(page), name).toEqual([]);
        }
      });
    }
  }
});
