import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sameName } from './fileNames.ts';

/**
 * A path as the disk spells it. macOS and Linux write accents differently, "ö" in one sign or "o" and its dots: where there
 * is no such name, one that shows alike is meant. A path that is not there at all comes back as it is.
 */
export async function spelledOnDisk(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path || (await exists(path))) return path;
  const folder = await spelledOnDisk(parent);
  return join(folder, await spelledIn(folder, basename(path)));
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function spelledIn(folder: string, name: string): Promise<string> {
  const names = isAscii(name) ? [] : await readdir(folder).catch((): string[] => []);
  return names.find((other) => sameName(other, name)) ?? name;
}

function isAscii(name: string): boolean {
  return !/[^\0-\x7f]/.test(name);
}
