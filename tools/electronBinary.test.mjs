import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { electronBinary } from './electronBinary.mjs';

const PATIENCE = 600;
const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'arcspace-start-'));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** An Electron package whose installer does this. */
function packageWith(installer) {
  const folder = join(root, 'node_modules/electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version": "45.0.0"}');
  writeFileSync(join(folder, 'install.js'), installer);
  return folder;
}

function install(folder, version = '45.0.0') {
  mkdirSync(join(folder, 'dist', name, '..'), { recursive: true });
  writeFileSync(join(folder, 'dist/version'), version);
  writeFileSync(join(folder, 'dist', name), '');
}

const leftovers = () => readdirSync(tmpdir()).filter((entry) => entry.startsWith('arcspace-electron-'));

test('the program that is there is taken, and no installer runs', async () => {
  const folder = packageWith('throw new Error("not to be run")');
  install(folder);
  expect(await electronBinary(root, PATIENCE)).toBe(join(folder, 'dist', name));
});

test('one of another version is replaced', async () => {
  const folder = packageWith(`require('fs').writeFileSync('${join(root, 'ran').replaceAll('\\', '/')}', '')`);
  install(folder, '44.0.0');
  // On a busy machine, an installer takes longer to begin than a download may stand still elsewhere here.
  await electronBinary(root, 50 * PATIENCE);
  expect(readdirSync(root)).toContain('ran');
});

test('a folder named by ELECTRON_OVERRIDE_DIST_PATH goes before everything else', async () => {
  const folder = packageWith('process.exit(1)');
  install(folder);
  const own = join(root, 'own');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', own);
  expect(await electronBinary(root, PATIENCE)).toBeUndefined();
  mkdirSync(join(own, name, '..'), { recursive: true });
  writeFileSync(join(own, name), '');
  expect(await electronBinary(root, PATIENCE)).toBe(join(own, name));
});

test('an installer that fetches it is waited for, as long as bytes keep coming', async () => {
  const folder = packageWith(`
    const fs = require('fs');
    const archive = require('path').join(process.env.TMPDIR, 'electron.zip');
    let parts = 0;
    const timer = setInterval(() => {
      fs.appendFileSync(archive, 'bytes');
      if (++parts < 8) return;
      clearInterval(timer);
      fs.mkdirSync(require('path').dirname(__dirname + '/dist/${name}'), { recursive: true });
      fs.writeFileSync(__dirname + '/dist/${name}', '');
    }, 200);`);
  vi.spyOn(console, 'log').mockImplementation(() => {});
  expect(await electronBinary(root, 10 * PATIENCE)).toBe(join(folder, 'dist', name));
  vi.restoreAllMocks();
});

test('a host that never answers is given up, and nothing is left behind', async () => {
  const before = leftovers();
  packageWith('setInterval(() => {}, 1000)');
  expect(await electronBinary(root, PATIENCE)).toBeUndefined();
  expect(leftovers()).toEqual(before);
});

test('a host that is out of reach, or no package at all, ends at once', async () => {
  expect(await electronBinary(root, PATIENCE)).toBeUndefined();
  packageWith('process.exit(1)');
  expect(await electronBinary(root, PATIENCE)).toBeUndefined();
});
