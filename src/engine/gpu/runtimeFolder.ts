import { dirname, join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** Where the CUDA runtime lies: among this user's data, or where ARCSPACE_CUDA says. */
export function runtimeFolder(named: string | undefined = process.env.ARCSPACE_CUDA): string {
  if (named) return resolve(named);
  const { data } = envPaths('arcspace', { suffix: '' });
  // Beside the usual workspace: gigabytes of libraries are none of the user's files.
  return join(dirname(data), 'arcspace-cuda');
}
