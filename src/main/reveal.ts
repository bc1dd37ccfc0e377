import { resolve, sep } from 'node:path';
import type { Shell } from 'electron';

/** Shows a file in the system's file manager. A page can point nowhere but into the workspace, where results lie. */
export function reveal(shell: Pick<Shell, 'showItemInFolder'>, workspace: string, path: unknown): void {
  const file = typeof path === 'string' ? resolve(path) : '';
  if (!file.startsWith(resolve(workspace) + sep)) throw new Error('Only files of the workspace can be shown.');
  shell.showItemInFolder(file);
}
