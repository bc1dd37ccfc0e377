import { isAbsolute, relative, sep } from 'node:path';

/** What a file is called: by its path in the workspace where it lies there, as lists call it, by its whole path elsewhere. */
export function workspaceName(workspace: string, file: string): string {
  const path = relative(workspace, file);
  return isInside(path) ? path.split(sep).join('/') : file;
}

const isInside = (path: string): boolean => path !== '' && !isAbsolute(path) && path.split(sep)[0] !== '..';
