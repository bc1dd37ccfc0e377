import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRawHeader } from '@electron/asar';
import { makePackage } from '../makePackage.mjs';
import { standInElectron } from '../standIn.mjs';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * @typedef {object} Packed
 * @property {string} folder that a user would start
 * @property {string} resources the folder of the archive and of what lies beside it
 * @property {string} program what carries the fuses
 * @property {() => void} remove
 */

const places = {
  linux: { folder: 'linux-unpacked', resources: 'resources', program: 'arcspace' },
  win32: { folder: 'win-unpacked', resources: 'resources', program: 'Arcspace.exe' },
  darwin: { folder: 'mac-arm64', resources: 'Arcspace.app/Contents/Resources', program: 'Arcspace.app' },
};

/**
 * A package made around a stand-in for Electron.
 * @param {import('../target.mjs').Target} target
 * @returns {Promise<Packed>}
 */
export async function packFor(target) {
  const base = mkdtempSync(join(tmpdir(), 'arcspace-package-'));
  standInElectron(join(base, 'electron'), target);
  await makePackage({
    root,
    target,
    output: join(base, 'dist'),
    kinds: ['dir'],
    electronDist: join(base, 'electron'),
    isProgram: false,
    modules: modulesFor(target, join(base, 'node_modules')),
    environment: {},
  });
  const { folder, resources, program } = places[target.platform];
  const at = join(base, 'dist', folder);
  const remove = () => rmSync(base, { recursive: true });
  return { folder: at, resources: join(at, resources), program: join(at, program), remove };
}

const canvas = {
  'linux-x64': 'canvas-linux-x64-gnu/skia.linux-x64-gnu.node',
  'win32-x64': 'canvas-win32-x64-msvc/skia.win32-x64-msvc.node',
  'darwin-arm64': 'canvas-darwin-arm64/skia.darwin-arm64.node',
};

/** The installed packages, with a stand-in for those that are installed on other systems only. */
function modulesFor({ platform, arch }, to) {
  const installed = join(root, 'node_modules');
  const library = canvas[`${platform}-${arch}`];
  const [name] = library.split('/');
  if (existsSync(join(installed, '@napi-rs', name))) return installed;
  mkdirSync(join(to, '@napi-rs', name), { recursive: true });
  for (const each of readdirSync(installed)) {
    if (each !== '@napi-rs' && !each.startsWith('.')) symlinkSync(join(installed, each), join(to, each), 'junction');
  }
  cpSync(join(installed, '@napi-rs/canvas'), join(to, '@napi-rs/canvas'), { recursive: true });
  writeFileSync(join(to, '@napi-rs', library), 'stand-in');
  const manifest = { name: `@napi-rs/${name}`, version: '0.0.0', os: [platform], cpu: [arch] };
  writeFileSync(join(to, '@napi-rs', name, 'package.json'), JSON.stringify(manifest));
  return to;
}

/** Paths of all files of a folder, with slashes. */
export function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
}

export const bytesIn = (folder) => filesIn(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** Paths of all files of an archive: those within, and those that only it knows to lie outside. */
export function filesOfArchive(archive) {
  const within = [];
  const outside = [];
  const walk = (entry, path) => {
    if (!entry.files) (entry.unpacked ? outside : within).push(path);
    for (const [name, next] of Object.entries(entry.files ?? {})) walk(next, path ? `${path}/${name}` : name);
  };
  walk(getRawHeader(archive).header, '');
  return { within: within.sort(), outside: outside.sort() };
}
