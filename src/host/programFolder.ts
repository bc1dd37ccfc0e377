import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that this program lies in: the nearest one with `models` and `package.json`, built or not. */
export function programFolder(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'models'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The folder of the program has no package.json beside its models.');
  return programFolder(parent);
}
