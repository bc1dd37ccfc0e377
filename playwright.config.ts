import { defineConfig } from '@playwright/test';
import type { HostOptions } from './e2e/fixtures/test.ts';
import { findChromium } from './tools/findChromium.mjs';

const executablePath = findChromium();
const { ARCSPACE_ELECTRON: electron, ARCSPACE_PACKAGED: packaged } = process.env;

export default defineConfig<HostOptions>({
  testDir: 'e2e',
  outputDir: 'test-results',
  // A page waits more than it computes; more engines than two, which take all cores, only wait for one another. The desktop
  // program runs once.
  workers: electron || packaged ? 1 : 2,
  fullyParallel: true,
  timeout: 120_000,
  // What fails once on a busy machine is tried again, and counted as flaky at the end.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  // The same specs in every host; tools/e2e.mjs names the desktop program where there is one, and the user a packaged one.
  projects: [
    { name: 'browser' },
    ...(electron ? [{ name: 'desktop', use: { electron } }] : []),
    ...(packaged ? [{ name: 'packaged', use: { electron: packaged, packaged: true } }] : []),
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // To record every test takes as long as the test: what fails is recorded when it is tried again, where it is.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // A container gives no user namespaces to a browser that runs as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
