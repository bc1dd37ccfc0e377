import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';

/**
 * @typedef {object} Module
 * @property {string} path from the root, with forward slashes
 * @property {readonly string[]} files paths of the project's files that it imports, types too
 * @property {readonly string[]} packages specifiers of everything else
 */

/**
 * Every module of the program in these folders; tests and their helpers are no part of it.
 * @returns {Module[]}
 */
export function readModules(root, folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length).replaceAll('\\', '/'))
      .filter((path) => !/\.test\.tsx?$|\/testing\/|\.d\.ts$/.test(path))
      .map((path) => readModule(path, readFileSync(join(root, path), 'utf8'))),
  );
}

/** @returns {Module} */
export function readModule(path, source) {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  const specifiers = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(({ moduleRequest }) => source.slice(moduleRequest.start + 1, moduleRequest.end - 1)),
  ].map((specifier) => specifier.replace(/\?.*$/, ''));
  const relative = (specifier) => specifier.startsWith('.');
  return {
    path,
    files: specifiers.filter(relative).map((specifier) => posix.join(posix.dirname(path), specifier)),
    packages: specifiers.filter((specifier) => !relative(specifier)),
  };
}
