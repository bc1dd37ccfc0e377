import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARIES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Where the Electron program is. ELECTRON_OVERRIDE_DIST_PATH names a folder with one; else it is the one that Electron's
 * own installer keeps, which is asked to fetch it when it is not there.
 * @param {string} root folder of this project
 * @param {number} patience milliseconds without a single new byte before the download is given up
 * @returns {Promise<string | undefined>} undefined when it cannot be had
 */
export async function electronBinary(root, patience = 5_000) {
  const installed = installedElectron(root);
  if (installed || process.env.ELECTRON_OVERRIDE_DIST_PATH) return installed;
  const installer = join(root, 'node_modules/electron/install.js');
  if (!existsSync(installer)) return undefined;
  const binary = binaryIn(join(root, 'node_modules/electron/dist'));
  return (await fetchElectron(installer, patience)) && existsSync(binary) ? binary : undefined;
}

/** The same without fetching anything. */
export function installedElectron(root) {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = join(root, 'node_modules/electron');
  const binary = binaryIn(named || join(folder, 'dist'));
  return existsSync(binary) && (named || isInstalled(folder)) ? binary : undefined;
}

function binaryIn(folder) {
  return join(folder, BINARIES[process.platform] ?? 'electron');
}

function isInstalled(folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const installed = join(folder, 'dist/version');
  return existsSync(installed) && readFileSync(installed, 'utf8').replace(/^v/, '').trim() === version;
}

/** Runs the installer as long as bytes keep coming into its own temporary folder. */
async function fetchElectron(installer, patience) {
  const folder = mkdtempSync(join(tmpdir(), 'arcspace-electron-'));
  const environment = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, ELECTRON_GET_NO_PROGRESS: '1' };
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', env: environment });
  let bytes = 0;
  let moved = Date.now();
  const watch = setInterval(() => {
    const now = folderBytes(folder);
    if (now > bytes && bytes === 0) console.log('Fetching Electron, once...');
    if (now !== bytes) moved = Date.now();
    bytes = now;
    // Once the archive is there it is unpacked elsewhere: only a download that never began is given up soon.
    if (Date.now() - moved > (bytes > 0 ? patience * 6 : patience)) child.kill('SIGKILL');
  }, 200);
  const code = await new Promise((resolve) => child.on('exit', resolve).on('error', () => resolve(1)));
  clearInterval(watch);
  rmSync(folder, { recursive: true, force: true });
  return code === 0;
}

function folderBytes(folder) {
  try {
    const names = readdirSync(folder, { recursive: true });
    return names.reduce((sum, name) => sum + statSync(join(folder, name)).size * (name.endsWith('.zip') ? 1 : 0), 0);
  } catch {
    return 0;
  }
}
