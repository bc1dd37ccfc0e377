import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function nearest(from: string, names: readonly string[]): string {
  if (names.every((name) => existsSync(join(from, name)))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`The program is incomplete: no folder around it has ${names.join(' and ')}.`);
  return nearest(parent, names);
}

/** The folder of what comes with the program and is read as files: models, pictures, example workflows. */
export function programFolder(from: string = import.meta.dirname): string {
  return nearest(from, ['models', 'workflows']);
}

/** The folder that the program itself lies in, built or not: the same one, or in a package of the desktop app its archive. */
export function codeFolder(from: string = import.meta.dirname): string {
  return nearest(from, ['package.json']);
}
