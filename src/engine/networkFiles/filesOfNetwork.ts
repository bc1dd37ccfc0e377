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

/** Size of a network with its weights. 0 when nothing is there: opening it will say so. */
export async function networkBytes(file: string): Promise<number> {
  const sizes = (await filesOfNetwork(file)).map((own) =>
    stat(own).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
