import { expect, test } from './fixtures/test.ts';

test.use({ sharesHost: true });

test('a report shows its charts in the drawer, drawn by a library that is loaded only then, and saves them as SVG', async ({
  arcspace,
  page,
}) => {
  const scripts: string[] = [];
  page.on('request', (request) => void scripts.push(new URL(request.url()).pathname));
  await arcspace.startEmpty();
  await arcspace.addNode('load model', [40, 60]);
  await arcspace.addNode('noise', [330, 60]);
  await arcspace.addNode('latent statistics', [620, 60]);
  await arcspace.wire('noise.latents', 'latent_statistics.latents');
  await arcspace.run();
  expect(scripts.filter((path) => /chartSvg/.test(path))).toEqual([]);

  await arcspace.select('latent_statistics');
  await page.getByTestId('inspector').getByRole('button', { name: 'Show in Plots' }).click();
  const report = page.getByTestId('report');
  await expect(report.getByRole('heading')).toHaveText('Latent statistics');
  await arcspace.select('noise');
  await report.getByRole('button', { name: 'Show the node' }).click();
  await expect(page.getByTestId('inspector')).toContainText('latent_statistics');
  const chart = page.getByTestId('chart').first();
  await expect(chart.getByRole('img')).toBeVisible();
  expect(scripts.filter((path) => /chartSvg/.test(path))).not.toEqual([]);
  const picture = chart.locator('img');
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);

  const download = page.waitForEvent('download');
  await chart.getByRole('link', { name: 'Save as SVG' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.svg$/);
});
