import type { Entry } from '../../../protocol/types.ts';
import { texts } from '../../text/texts.ts';

/** Folder of the workspace whose subfolders are folders for workflows. */
const WORKFLOWS = 'workflows';

/** A folder as the list shows it: "" is the top. */
export interface ListedFolder {
  readonly path: string;
  readonly entries: readonly Entry[];
}

/** What people call a folder: "People / Old". */
export function folderTitle(path: string): string {
  return path === '' ? texts.workflows.workspace : path.slice(WORKFLOWS.length + 1).replaceAll('/', ' / ');
}

/** Its own name, without those that it lies in. */
export function nameOfFolder(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a workflow of the workspace; "" for those at the top, also of the folder that the others lie in. */
export function folderOf(path: string): string {
  const folder = path.split('/').slice(0, -1).join('/');
  return folder === WORKFLOWS ? '' : folder;
}

/** The workflows of the workspace by folder: those in folders first, those at the top last. Empty folders are listed too. */
export function inFolders(entries: readonly Entry[], folders: readonly string[]): readonly ListedFolder[] {
  const own = entries.filter(({ kind }) => kind === 'workspace');
  const inside = (folder: string) => own.filter(({ path }) => folderOf(path) === folder);
  const paths = new Set([...folders, ...own.map(({ path }) => folderOf(path))]);
  paths.delete('');
  return [...paths, ''].map((path) => ({ path, entries: inside(path) }));
}
