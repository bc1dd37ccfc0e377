import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { copyPackages, loadedPackages } from './modules.mjs';

/** Read as files by the program and by the user: they lie beside the archive. */
export const besideArchive = ['models', 'images', 'workflows'];

const documents = ['LICENSE', 'THIRD_PARTY_NOTICES.md'];

/** How a model was made, and how the examples are tested, is for developers. */
const forDevelopers = /\.test\.\w+$|^models\/(?:(?:training|evaluation)(?:\/|$)|(?:README|CARD)\.md$)/;

/** What the program's manifest says, without what only developers need. */
export function shippedManifest(manifest, addresses) {
  const { name, version, description, license, type, main } = manifest;
  return {
    name,
    productName: 'Arcspace',
    // The name of the window for Linux desktops, which find the icon by it.
    desktopName: 'arcspace.desktop',
    version,
    description,
    license,
    author: 'The authors of Arcspace',
    type,
    main,
    ...addresses,
  };
}

/**
 * Lays out what goes into a package: `app` becomes the archive, `resources` lies beside it. What is not copied here is not
 * in the package.
 * @param {{ root: string, target: import('./target.mjs').Target, to: string, modules?: string, addresses?: object }} options
 * `modules` is a folder of installed packages; `addresses` are those of the project, where it has any
 */
export function stage({ root, target, to, modules = join(root, 'node_modules'), addresses = {} }) {
  const app = join(to, 'app');
  const resources = join(to, 'resources');
  const names = loadedPackages(modules, target);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(app, 'node_modules'), { recursive: true });
  // The measurements are built beside them.
  for (const part of ['main', 'preload', 'renderer'])
    cpSync(join(root, 'out', part), join(app, 'out', part), { recursive: true });
  copyPackages(modules, names, target, join(app, 'node_modules'));
  for (const name of documents) cpSync(join(root, name), join(app, name));
  for (const name of besideArchive) {
    const filter = (path) => !forDevelopers.test(relative(root, path).split(sep).join('/'));
    cpSync(join(root, name), join(resources, name), { recursive: true, filter });
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(shippedManifest(manifest, addresses), null, 2)}\n`);
  return { app, resources };
}
