import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** The user's folder: as they name it, or where this system keeps a program's data. */
export function workspaceFolder(named?: string): string {
  return named === undefined ? envPaths('arcspace', { suffix: '' }).data : resolve(named);
}
