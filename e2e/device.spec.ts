import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { BrowserHost } from './fixtures/browserHost.ts';
import { expect, test } from './fixtures/test.ts';

test.skip(({ electron }) => electron !== undefined, 'of the browser host: its environment, its start');

test.slow();

const PATIENT = { timeout: 90_000 };

const badge = (page: Page) => page.getByTestId('device');
const choice = (page: Page, name: string) => page.getByTestId(`device-${name}`);

test.describe('without a graphics card', () => {
  test.skip(process.platform !== 'linux', 'only Linux finds its Vulkan drivers by a variable');
  test.use({ environment: { ARCSPACE_PROVIDER: '', VK_ICD_FILENAMES: '/none.json', VK_DRIVER_FILES: '/none.json' } });

  test('the menu says what runs and why not the rest, and a choice that does not run explains itself', async ({
    arcspace,
    page,
  }) => {
    await arcspace.leaveStartPage();
    await expect(badge(page)).toContainText('CPU', PATIENT);
    await badge(page).click();
    const menu = page.getByRole('dialog', { name: 'Device and memory' });
    await expect(menu.getByRole('heading')).toHaveText(/^Runs on CPU, \d+ cores?$/);
    await expect(choice(page, 'auto')).toHaveAttribute('aria-pressed', 'true');
    await expect(choice(page, 'cpu')).toContainText('in use');
    await expect(menu).toContainText('WebGPU does not run:');
    await expect(menu).toContainText('Install a Vulkan driver for your graphics card');

    await choice(page, 'webgpu').click();
    await expect(page.getByTestId('toast')).toContainText(/WebGPU does not run: .* Arcspace runs on CPU/, PATIENT);
    await expect(choice(page, 'webgpu')).toHaveAttribute('aria-pressed', 'true');
    await expect(choice(page, 'cpu')).toContainText('in use');
    await expect(menu).toContainText('You chose WebGPU, which does not run on this machine.');
  });

  test('what CUDA needs is installed from here, once its size and terms were shown', async ({ arcspace, page }) => {
    test.skip(process.arch !== 'x64', 'CUDA can be had on Linux for x64 only');
    await arcspace.leaveStartPage();
    await expect(badge(page)).toContainText('CPU', PATIENT);
    await badge(page).click();
    await expect(page.getByTestId('cuda-runtime')).toHaveText(/The CUDA runtime is not installed/);
    await page.getByTestId('install-cuda').click();
    const terms = page.getByTestId('cuda-terms');
    await expect(terms).toContainText(/Downloads 1\.\d GB from PyPI and takes 2\.\d GB in /);
    await expect(terms).toContainText('NVIDIA');
    await expect(terms.getByRole('button', { name: 'Accept and install' })).toBeVisible();
    await terms.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByTestId('cuda-runtime')).toBeVisible();
  });

  test('it is worked by keys alone, and what is chosen is chosen at the next start too', async ({
    arcspace,
    page,
    host,
    pageErrors,
  }) => {
    await arcspace.leaveStartPage();
    await expect(badge(page)).toContainText('CPU', PATIENT);
    const before = await arcspace.workflow();
    await badge(page).focus();
    await page.keyboard.press('Enter');
    await expect(choice(page, 'auto')).toBeFocused();
    while (!(await choice(page, 'cpu').evaluate((element) => element === document.activeElement)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(choice(page, 'cpu')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByTestId('toast')).toContainText('Arcspace still runs on CPU');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status').filter({ hasText: 'Trying every device' })).toBeVisible();
    await expect(page.getByText('Trying every device')).toBeHidden(PATIENT);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(badge(page)).toBeFocused();
    expect(await arcspace.workflow()).toEqual(before);

    await (host as BrowserHost).kill();
    await (host as BrowserHost).restart();
    await expect(badge(page)).toContainText('CPU', PATIENT);
    await badge(page).click();
    await expect(choice(page, 'cpu')).toHaveAttribute('aria-pressed', 'true');
    // A browser writes down that it could not reach the host.
    expect(pageErrors.splice(0).every((message) => message.includes('WebSocket'))).toBe(true);
  });
});

test.describe('with Vulkan in software', () => {
  const vulkan = '/usr/lib/chromium/vk_swiftshader_icd.json';
  test.skip(!existsSync(vulkan), `needs ${vulkan}, which Debian's chromium brings`);
  test.use({
    environment: { ARCSPACE_PROVIDER: '', LD_LIBRARY_PATH: '/usr/lib/chromium', VK_ICD_FILENAMES: vulkan },
  });

  test('WebGPU is not taken by itself, and another device computes anew what depends on it', async ({
    arcspace,
    page,
  }) => {
    await arcspace.leaveStartPage();
    await expect(badge(page)).toContainText('CPU', PATIENT);
    await badge(page).click();
    await expect(page.getByText(/^WebGPU is \d+ times slower than the CPU/).first()).toBeVisible();
    await page.keyboard.press('Escape');
    const runPrompt = async () => {
      await arcspace.select('prompt');
      await page.keyboard.press('Control+Shift+Enter');
      await arcspace.idle();
      return (await arcspace.state('prompt'))?.status;
    };
    expect(await runPrompt()).toBe('done');
    expect(await runPrompt()).toBe('cached');
    await badge(page).click();
    await choice(page, 'webgpu').click();
    await expect(page.getByTestId('toast')).toContainText('Arcspace now runs on WebGPU.', PATIENT);
    await expect(badge(page)).toContainText('WebGPU');
    await page.keyboard.press('Escape');
    expect(await runPrompt()).toBe('done');
    await badge(page).click();
    await choice(page, 'auto').click();
    await expect(badge(page)).toContainText('CPU', PATIENT);
    await page.keyboard.press('Escape');
    expect(await runPrompt()).toBe('cached');
  });
});
