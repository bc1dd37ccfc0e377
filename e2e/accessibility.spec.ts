import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

/** What axe-core finds against WCAG 2.1 A and AA, a line each. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

for (const theme of ['dark', 'light'] as const) {
  test(`no screen of the ${theme} theme has a violation that axe-core knows`, async ({ arcspace, page }) => {
    test.slow();
    const found: Record<string, string[]> = {};
    const look = async (screen: string) => {
      // Colours that fade in are none yet.
      await page.waitForTimeout(400);
      const list = await violations(page);
      if (list.length > 0) found[screen] = list;
    };
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    await look('start page');
    await arcspace.openExample('text-to-image');
    await arcspace.run();
    await look('editor');
    await arcspace.select('denoise');
    await look('inspector of a node');
    for (const panel of ['palette', 'workflows', 'models', 'queue', 'outline']) {
      await page.getByTestId(`rail-${panel}`).click();
      await look(panel);
    }
    for (const tab of ['results', 'plots', 'log']) {
      await page.getByTestId(`tab-${tab}`).click();
      await look(tab);
    }
    await page.keyboard.press('Control+f');
    await page.keyboard.type('noise');
    await look('search');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+k');
    await page.keyboard.press('Tab');
    await look('palette of nodes');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await look('shortcuts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+u');
    await look('app view');
    await page.getByRole('button', { name: 'Show picture 1 large' }).click();
    await look('viewer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+u');
    await page.getByTestId('rail-gallery').click();
    await page.getByTestId('gallery-settings').click();
    await page.getByTestId('gallery-mark').check();
    await look('gallery');
    await page.getByTestId('gallery-open').click();
    await look('picture of the gallery');
    for (const _ of ['the picture', 'the selection', 'the gallery']) await page.keyboard.press('Escape');
    await page.getByTestId('mark').click();
    await arcspace.openExample('explorer');
    await page.keyboard.press('e');
    await page.getByTestId('explorer').waitFor();
    await look('explorer');
    await page.keyboard.press('Escape');
    await page.getByTestId('mark').click();
    await arcspace.openExample('direction-brush');
    await page.keyboard.press('e');
    await page.getByTestId('paint-surface').waitFor();
    await look('painting');
    await page.keyboard.press('Escape');
    await page.getByTestId('mark').click();
    await arcspace.openExample('film-curve');
    await arcspace.select('curve');
    await look('curve over time');
    expect(found).toEqual({});
  });
}
