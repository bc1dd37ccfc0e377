import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './buildIfStale.mjs';
import { electronBinary } from './electronBinary.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SHORT_LIFE = 5_000;

/** Why a window of its own cannot be opened here, or undefined when it can be tried. */
function whyNoWindow() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'This machine has no screen';
  if (process.getuid?.() === 0) return 'Electron does not run as root with its sandbox on';
  return undefined;
}

/** Opens the desktop app, with the files that are named. @returns why it did not open, or undefined when it did and was closed again. */
async function tryDesktop() {
  const reason = whyNoWindow();
  if (reason) return reason;
  const binary = await electronBinary(root);
  if (!binary) return 'Electron is not installed and cannot be fetched now';
  const begun = Date.now();
  const child = spawn(binary, [root, ...process.argv.slice(2)], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.on('exit', resolve).on('error', () => resolve(1)));
  return code !== 0 && Date.now() - begun < SHORT_LIFE ? 'Electron does not start here' : undefined;
}

buildIfStale(root);
const reason = await tryDesktop();
if (reason) {
  console.log(`${reason}, so Arcspace runs in the browser instead.`);
  process.argv.splice(2, 0, 'serve');
  await import('../out/main/cli.js');
}
