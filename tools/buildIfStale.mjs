import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'nodes', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const RESULTS = [
  'out/main/cli.js',
  'out/main/engine.js',
  'out/main/probe.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

/** Milliseconds since 1970 of the newest change in a file or folder; tests do not count. */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(root) {
  const results = RESULTS.map((path) => join(root, path));
  if (!results.every(existsSync)) return true;
  const built = Math.min(...results.map((path) => statSync(path).mtimeMs));
  return SOURCES.map((path) => join(root, path)).some((path) => existsSync(path) && newest(path) > built);
}

/** Several programs may find it stale at once, tests among them: one builds, and the others wait for it. */
function inTurn(root, work) {
  const lock = join(root, 'node_modules/.arcspace-building');
  while (!takes(lock)) {
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY);
  }
  try {
    work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Milliseconds. */
const LOOK_EVERY = 200;
const LONGEST_BUILD = 10 * 60_000;

/** Its owner is gone; or the machine was started again since, and the id is somebody else's. */
function isAbandoned(lock) {
  const [stats, owner] = [statSync(lock, { throwIfNoEntry: false }), readIfThere(lock)];
  if (!stats || owner === '') return false;
  return !lives(Number(owner)) || Date.now() - stats.mtimeMs > LONGEST_BUILD;
}

/** The lock appears together with the name of its owner. */
function takes(lock) {
  const own = `${lock}-${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (thrown) {
    if (thrown.code !== 'EEXIST') throw thrown;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function lives(id) {
  try {
    return id > 0 && process.kill(id, 0);
  } catch {
    return false;
  }
}

/** Builds the program when it was never built or its sources are newer. Ends this process when the build fails. */
export function buildIfStale(root) {
  if (!existsSync(join(root, 'src')) || !isStale(root)) return;
  inTurn(root, () => {
    if (isStale(root)) build(root);
  });
}

function build(root) {
  console.error('Building Arcspace, once...');
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
