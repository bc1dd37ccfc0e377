import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/**
 * The files that a network consists of: its own, and those beside it that may hold its weights, whatever they are called. Other
 * networks in the same folder, and theirs, are not among them.
 */
export async function filesOfNetwork(file: string): Promise<string[]> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((name) => extname(name) === '.onnx' && name !== basename(file));
  const own = names.filter((name) => extname(name) !== '.json' && !others.some((other) => name.startsWith(other)));
  return own.map((name) => join(folder, name));
}

/** What files take together. 0 for what is not there: opening it will say so. */
export async function bytesOfFiles(files: readonly string[]): Promise<number> {
  const sizes = files.map((file) =>
    stat(file).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
