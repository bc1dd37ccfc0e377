import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** For what can be computed again: as ARCSPACE_CACHE says, or where this system keeps such files of a program. */
export function cacheFolder(named: string | undefined = process.env.ARCSPACE_CACHE): string {
  return named === undefined ? envPaths('arcspace', { suffix: '' }).cache : resolve(named);
}
