import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './buildIfStale.mjs';
import { installedElectron } from './electronBinary.mjs';
import { findChromium } from './findChromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = findChromium();

if (!chromium) {
  console.error('The editor is tested in Chromium, and there is none here.');
  console.error(
    'Install it: apt-get install chromium (Debian), or npx playwright install chromium, or name one in CHROMIUM.',
  );
  process.exit(1);
}
buildIfStale(root);
const electron = installedElectron(root);
if (!electron) {
  console.log('Desktop: skipped, there is no Electron program here (ELECTRON_OVERRIDE_DIST_PATH may name its folder).');
}
const packaged = process.env.ARCSPACE_PACKAGED;
if (packaged && !existsSync(packaged)) {
  console.error(`ARCSPACE_PACKAGED names no file: ${packaged}. Make a package first: npm run package -- --dir`);
  process.exit(1);
}
if (!packaged) console.log('Packaged: skipped, ARCSPACE_PACKAGED names no packaged program.');
const playwright = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));
const { status } = spawnSync(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ARCSPACE_CACHE: join(tmpdir(), 'arcspace-test-cache'),
    ARCSPACE_RESULTS: '',
    ...process.env,
    CHROMIUM: chromium,
    ...(electron && { ARCSPACE_ELECTRON: electron }),
  },
});
process.exit(status ?? 1);
