import { confined, layers, portable, portablePackages, rendererLevels } from './rules.mjs';

/** Every import that breaks a rule, and every cycle, as sentences. */
export function findFaults(modules) {
  return [
    ...modules.flatMap((module) => [...layerFaults(module), ...levelFaults(module), ...packageFaults(module)]),
    ...cycles(modules),
  ];
}

function layerOf(path) {
  return Object.keys(layers).find((layer) => path.startsWith(`${layer}/`));
}

function layerFaults({ path, files }) {
  const own = layerOf(path);
  if (!own) return [`${path} lies in no layer`];
  return files
    .filter((file) => file !== 'package.json')
    .filter((file) => layerOf(file) !== own && !layers[own].includes(layerOf(file)))
    .map((file) => `${path} imports ${file}: ${own} may not know ${layerOf(file) ?? 'that'}`);
}

const RENDERER = 'src/renderer/';

/** A folder of the editor, or several that make one, and its level; nothing for the page's own beginning. */
function folderOf(path) {
  if (!path.startsWith(RENDERER)) return undefined;
  const [name, ...rest] = path.slice(RENDERER.length).split('/');
  if (rest.length === 0) return undefined;
  const level = rendererLevels.findIndex((folders) => folders.some((folder) => folder.split('+').includes(name)));
  return { folder: rendererLevels[level]?.find((folder) => folder.split('+').includes(name)) ?? name, level };
}

function levelFaults({ path, files }) {
  const own = folderOf(path);
  if (own?.level === -1) return [`${path} lies in no level of the editor`];
  if (!own) return [];
  return files.flatMap((file) => {
    const other = folderOf(file);
    if (!other || other.folder === own.folder || other.level < own.level) return [];
    return [`${path} imports ${file}: ${own.folder} may not know ${other.folder}`];
  });
}

function packageFaults({ path, packages }) {
  const isPortable = portable.includes(layerOf(path));
  return packages.flatMap((specifier) => {
    const name = packageName(specifier);
    const allowed = confined[name];
    if (allowed && !allowed.some((start) => path.startsWith(start))) {
      return [`${path} imports ${name}, which is for ${allowed.join(' and ')} only`];
    }
    return isPortable && !portablePackages.includes(name) ? [`${path} imports ${name}, but runs anywhere`] : [];
  });
}

function packageName(specifier) {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** One sentence for each way back that a depth-first walk meets. */
function cycles(modules) {
  const imports = new Map(modules.map(({ path, files }) => [path, files]));
  const done = new Set();
  const found = [];
  const walk = (path, trail) => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`a cycle: ${[...trail.slice(start), path].join(' -> ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const file of imports.get(path) ?? []) walk(file, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return found;
}
