import { cp, readFile, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dropFile } from './fixtures/dropFile.ts';
import { expect, test } from './fixtures/test.ts';

const starter = resolve(import.meta.dirname, '../models/starter');

test('the models panel says what each model is, and of a broken one why and what to do', async ({
  arcspace,
  host,
  page,
}) => {
  const broken = join(host.workspace, 'models/broken-download');
  await cp(starter, broken, { recursive: true });
  await truncate(join(broken, 'unet/model.onnx'), 1000);
  await arcspace.startEmpty();
  await page.keyboard.press('ControlOrMeta+Shift+M');
  const whole = page.getByTestId('model-starter');
  await expect(whole).toContainText('Stable Diffusion 1 or 2');
  await expect(whole).toContainText('128 x 128 pixels');
  await expect(whole).toContainText('float16');
  await expect(whole).not.toContainText('Cannot run');
  await expect(page.getByTestId('model-broken-download')).toContainText(
    /Cannot run.*unet\/model\.onnx is incomplete.*Copy or download this file again/s,
  );
  await expect(page.getByRole('region', { name: 'Model folders' })).toContainText(join(host.workspace, 'models'));
});

test('a workflow whose model is not here says so, and takes the same model under another name with one click', async ({
  arcspace,
  page,
}) => {
  await arcspace.startEmpty();
  const example = await readFile('workflows/text-to-image.json', 'utf8');
  const elsewhere = example.replaceAll('"starter"', '"poster-model"');
  await dropFile(arcspace.canvas, 'elsewhere.json', 'application/json', Buffer.from(elsewhere));
  const notice = page.getByRole('status', { name: 'Missing models' });
  await expect(notice).toContainText('There is no model called "poster-model" here.');
  await expect(notice).toContainText('"starter" holds the same files. Choose it instead.');
  await expect.poll(async () => (await arcspace.state('model'))?.problem?.message).toContain('poster-model');
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await expect(page.getByRole('region', { name: 'Missing models' })).toContainText('poster-model');
  await notice.getByRole('button', { name: 'Use starter' }).click();
  await expect(notice).toBeHidden();
  await expect.poll(async () => (await arcspace.state('model'))?.problem).toBeUndefined();
  expect((await arcspace.workflow()).nodes.find(({ id }) => id === 'model')?.parameters).toEqual({ model: 'starter' });
});
