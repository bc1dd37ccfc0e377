import { resolve, sep } from 'node:path';
import type { Shell } from 'electron';

/**
 * Shows a file in the system's file manager. A page can point nowhere but into the workspace, where results lie, and to the
 * folders of models.
 */
export function reveal(
  shell: Pick<Shell, 'showItemInFolder'>,
  workspace: string,
  models: readonly string[],
  path: unknown,
): void {
  const file = typeof path === 'string' ? resolve(path) : '';
  const shown = [workspace, ...models]
    .map((folder) => resolve(folder))
    .some((folder) => file === folder || file.startsWith(folder + sep));
  if (!shown) throw new Error('Only files of the workspace and models can be shown.');
  shell.showItemInFolder(file);
}
