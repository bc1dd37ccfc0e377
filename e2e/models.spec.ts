import { cp, truncate } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
