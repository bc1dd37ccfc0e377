import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { externalPackages } from './externalPackages.mjs';

/** Only install scripts load these. */
const notLoaded = new Set(['adm-zip', 'global-agent']);

/** What no program reads. */
const unread = /\.(?:map|md|ts|mts|cts|html|cdx\.json)$|\.min\.js$/i;

/** Sources, install scripts, builds for other engines, and fonts for the page, which has them bundled. */
const elsewhere =
  /^onnxruntime-node\/(?:lib|script)\/|^@libav\.js\/[^/]+\/dist\/.*\.(?:asm|thr)\.|\.s?css$|^@fontsource-variable\/inter\/files\/(?!inter-(?:latin|latin-ext|greek)-wght-normal\.woff2$)./;

/** Libraries for every system lie in one package: only the target's are shipped, and the Mac's only once of two equal ones. */
function isForeign(path, { platform, arch }) {
  const library = /^onnxruntime-node\/bin\/[^/]+\/([^/]+)\/([^/]+)\/(.+)$/.exec(path);
  if (!library) return false;
  return library[1] !== platform || library[2] !== arch || /\.\d+\.\d+\.dylib$/.test(library[3]);
}

const manifestOf = (modules, name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));

/** Packages of prebuilt libraries say which system they are for. */
function suits({ os, cpu, libc }, { platform, arch }) {
  return (os ?? [platform]).includes(platform) && (cpu ?? [arch]).includes(arch) && !libc?.includes('musl');
}

/** Names of prebuilt packages end in their system: those for others are not even installed. */
const mayBeFor = (name, { platform, arch }) => name.includes(`${platform}-${arch}`) && !/musl|gnueabihf/.test(name);

/**
 * Names of all packages that the program loads at run time on a target.
 * @param {string} modules a folder of installed packages
 * @param {import('./target.mjs').Target} target
 * @throws Error when the prebuilt libraries of the target are not installed
 */
export function loadedPackages(modules, target) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name) || notLoaded.has(name)) return;
    if (!existsSync(join(modules, name))) throw notInstalled(name, target);
    const manifest = manifestOf(modules, name);
    if (!suits(manifest, target)) return;
    found.add(name);
    for (const next of Object.keys(manifest.dependencies ?? {})) visit(next);
    for (const next of Object.keys(manifest.optionalDependencies ?? {})) if (mayBeFor(next, target)) visit(next);
  };
  for (const name of externalPackages) visit(name);
  return [...found].sort();
}

function notInstalled(name, { platform, arch }) {
  return new Error(
    `The package ${name} is not installed, and ${platform}-${arch} needs it. Make the package on such a system, or fetch it with: npm install --no-save --force ${name}`,
  );
}

/** Copies what is loaded at run time of the given packages. */
export function copyPackages(modules, names, target, to) {
  for (const name of names) {
    const from = join(modules, name);
    const filter = (source) => {
      const path = `${name}/${relative(from, source).split(sep).join('/')}`;
      return !unread.test(path) && !elsewhere.test(path) && !isForeign(path, target);
    };
    cpSync(from, join(to, name), { recursive: true, dereference: true, filter });
  }
}
