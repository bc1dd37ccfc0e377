import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** For what can be computed again: as ARCSPACE_CACHE says, or where this system keeps such files of a program. */
export function cacheFolder(named: string | undefined = process.env.ARCSPACE_CACHE): string {
  return named === undefined ? envPaths('arcspace', { suffix: '' }).cache : resolve(named);
}

/** For results of nodes: as ARCSPACE_RESULTS says, where an empty text stands for none, or in the folder for what can be computed again. */
export function resultsFolder(named: string | undefined = process.env.ARCSPACE_RESULTS): string | undefined {
  if (named === undefined) return join(cacheFolder(), 'results');
  return named === '' ? undefined : resolve(named);
}
