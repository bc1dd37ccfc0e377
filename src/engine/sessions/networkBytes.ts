import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';

/**
 * Size of a network with its external data, which lies under various names in the same folder. 0 when nothing is there:
 * opening it will say so.
 */
export async function networkBytes(file: string): Promise<number> {
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => []);
  const weights = names.filter((name) => extname(name) !== '.json');
  const sizes = await Promise.all(weights.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
