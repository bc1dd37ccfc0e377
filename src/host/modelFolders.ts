import { delimiter, resolve } from 'node:path';

/**
 * Folders of models beside those of the program and the workspace.
 * @param named on the command line; they come first.
 * @param listed as PATH lists folders.
 */
export function modelFolders(
  named: readonly string[] = [],
  listed: string | undefined = process.env.ARCSPACE_MODELS,
): string[] {
  return [...named, ...(listed ?? '').split(delimiter)]
    .filter((folder) => folder !== '')
    .map((folder) => resolve(folder));
}
